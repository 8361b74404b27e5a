import { toCardinal as de } from "n2words/de-DE";
import { toCardinal as en } from "n2words/en-GB";
import { toCardinal as es } from "n2words/es-ES";
import { toCardinal as fr } from "n2words/fr-FR";
import { toCardinal as it } from "n2words/it-IT";
import { toCardinal as nl } from "n2words/nl-NL";
import { toCardinal as pt } from "n2words/pt-PT";
import type { DateCase } from "./date-cases.ts";
import { type DateFrames, dateFrames } from "./date-frames.ts";

/** A text, and the day and time that it means. Undefined: it means none, and nothing may be found. */
export type FreshCase = { text: string; kind: string; meant: Pick<DateCase, "date" | "time" | "part"> | undefined };

const writers: Readonly<Record<string, (value: number) => string>> = { en, fr, de, es, it, nl, pt };
const dayMs = 86_400_000;

/** Of each kind, for every day from two weeks ago to two weeks ahead. Counted with nothing but UTC arithmetic. */
export function freshCases(language: string, today: string): FreshCase[] {
  const frames = dateFrames[language];
  const write = writers[language];
  if (frames === undefined || write === undefined) throw new Error(`no frames for ${language}`);
  const names = namesOf(language);
  const ahead = Array.from({ length: 14 }, (_, distance) => shifted(today, distance + 1));
  const times = timesOf(frames, write);
  const meant = (date: string, time?: string): FreshCase["meant"] => (time === undefined ? { date } : { date, time });

  /** Every day in all its names, with the times taken in turn. */
  const dated = ahead.flatMap((date, index) => {
    const [weekday, day] = [names.weekday(date), names.dayAndMonth(date, frames)];
    const near = Object.entries(frames.near).filter(([, distance]) => shifted(today, distance) === date);
    const coming = index < 7 ? frames.coming.map((frame) => frame.replace("{}", weekday)) : [];
    const texts = [
      ...frames.weekdayAndDay.map((frame) => frame.replace("{w}", weekday).replace("{d}", day)),
      ...[...coming, ...near.map(([text]) => text)].flatMap((first) => [
        `${first}, ${frames.article}${day}`,
        `${first} (${day})`,
        `${day} (${first})`,
      ]),
      ...near.map(([text]) => `${text}, ${weekday}`),
    ];
    return texts.flatMap((text, turn): FreshCase[] => {
      const [time = "", value = ""] = times[(index * 7 + turn * 3) % times.length] ?? [];
      return [
        { kind: "names of one day", text, meant: meant(date) },
        { kind: "names of one day and a time", text: `${text} ${time}`, meant: meant(date, value) },
        { kind: "names of one day and a time", text: `${time}, ${text}`, meant: meant(date, value) },
      ];
    });
  });

  const contradicting = ahead.flatMap((date): FreshCase[] => {
    const other = names.weekday(shifted(date, 1));
    const day = names.dayAndMonth(date, frames);
    const weekdays = frames.weekdayAndDay.map((frame) => frame.replace("{w}", other).replace("{d}", day));
    const near = Object.entries(frames.near).filter(([, distance]) => shifted(today, distance) !== date);
    return [...weekdays, ...near.map(([text]) => `${text}, ${frames.article}${day}`)].map((text) => {
      return { kind: "names of two days", text, meant: undefined };
    });
  });

  const never = frames.never.flatMap((frame) =>
    [2, 4, 6, 9, 11].flatMap((month): FreshCase[] =>
      [month === 2 ? 30 : 31].flatMap((day) => {
        const text = frame.replace("{d}", String(day)).replace("{m}", names.month(month)).replace("{n}", String(month));
        return ["", ...times.slice(0, 4).map(([time]) => ` ${time}`)].map((time) => {
          return { kind: "days that do not exist", text: text + time, meant: undefined };
        });
      }),
    ),
  );

  const timed = times.flatMap(([text, time]): FreshCase[] =>
    Object.entries(frames.near).flatMap(([near, distance]) => [
      { kind: "times", text: `${near} ${text}`, meant: meant(shifted(today, distance), time) },
      { kind: "times", text: `${text} ${near}`, meant: meant(shifted(today, distance), time) },
    ]),
  );

  const mornings = frames.mornings.flatMap((text): FreshCase[] =>
    [text, ...(frames.greeting === undefined ? [] : [`${frames.greeting} ${text}`])].map((each) => {
      return { kind: "mornings", text: each, meant: undefined };
    }),
  );

  const morningsOfDays = ahead.slice(0, 7).flatMap((date) =>
    frames.onMorning.map((frame): FreshCase => {
      const nearest = Math.min(...[date, shifted(date, -7)].map((each) => Math.abs(distanceOf(today, each))));
      const day = [date, shifted(date, -7)].find((each) => Math.abs(distanceOf(today, each)) === nearest) ?? date;
      return {
        kind: "mornings of days",
        text: frame.replace("{}", names.weekday(date)),
        meant: { date: day, part: "morning" },
      };
    }),
  );

  const later = Object.entries(frames.afterNext).flatMap(([frame, weeks]) =>
    Array.from({ length: 7 }, (_, weekday): FreshCase => {
      const name = names.weekday(shifted("2023-01-01", weekday));
      const coming = ahead.find((date) => weekdayOf(date) === weekday) ?? today;
      const monday = shifted(today, -((weekdayOf(today) + 6) % 7));
      const first = weeks === "open" && weekdayOf(today) === weekday ? today : coming;
      const date = weeks === "week" ? shifted(monday, 14 + ((weekday + 6) % 7)) : shifted(first, 7);
      return { kind: "after next", text: frame.replace("{}", name), meant: { date } };
    }),
  );

  return [...dated, ...contradicting, ...never, ...timed, ...mornings, ...morningsOfDays, ...later];
}

/** A day, a month by its name and a year of two digits, as an answer. */
export function shortYearCases(language: string): FreshCase[] {
  const frames = dateFrames[language];
  if (frames === undefined) throw new Error(`no frames for ${language}`);
  const names = namesOf(language);
  return Array.from({ length: 40 }, (_, index): FreshCase => {
    const date = shifted("2025-01-07", index * 61);
    const text = `${names.dayAndMonth(date, { ...frames, dayAndMonth: frames.shortDay })} ${date.slice(2, 4)}`;
    return { kind: "years of two digits", text, meant: { date } };
  });
}

/** The times of the frames, in digits and in words. */
function timesOf({ digits, words }: DateFrames, write: (value: number) => string): (readonly [string, string])[] {
  const clock = (hour: number, minute: number): string => `${pad(hour)}:${pad(minute)}`;
  const inDigits = digits.flatMap((frame, index) =>
    [9, 17, 20].map((hour) => {
      const minute = frame.includes("{m}") ? ([15, 40, 5][index % 3] ?? 0) : 0;
      const text = frame.replace("{h}", String(hour)).replace("{m}", pad(minute));
      return [text, clock(hour, minute)] as const;
    }),
  );
  const inWords = words.flatMap(([frame, half]) =>
    [2, 7, 10].flatMap((hour) =>
      (frame.includes("{m}") ? [12, 25, 40] : [0]).map((minute) => {
        const text = frame.replace("{h}", write(hour)).replace("{m}", write(minute));
        return [text, clock(half === "pm" ? hour + 12 : hour, minute)] as const;
      }),
    ),
  );
  return [...inDigits, ...inWords];
}

function namesOf(language: string) {
  const of = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });
    return (date: string): string => format.format(Date.parse(date));
  };
  const [weekday, month] = [of({ weekday: "long" }), of({ month: "long" })];
  return {
    weekday,
    month: (number: number): string => month(`2026-${pad(number)}-15`),
    dayAndMonth: (date: string, { dayAndMonth }: DateFrames): string =>
      dayAndMonth.replace("{d}", String(Number(date.slice(8)))).replace("{m}", month(date)),
  };
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

function distanceOf(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs;
}

function weekdayOf(day: string): number {
  return new Date(Date.parse(day)).getUTCDay();
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
