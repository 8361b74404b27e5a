import { type DatePhrases, datePhrases } from "./date-phrases.ts";

/** A text, and the day and time that it means: counted here, without the code that it is to prove. */
export type DateCase = { text: string; date: string; time?: string; part?: "morning" | "evening" };

const dayMs = 86_400_000;

/** All combinations of the phrases of a language, seen from a day (`2026-11-18`). */
export function dateCases(language: string, today: string): DateCase[] {
  const phrases = datePhrases[language];
  if (phrases === undefined) return [];
  const days = [...nearDays(phrases, today), ...weekdays(language, phrases, today)];
  return [
    ...days,
    ...days.flatMap((day) => withTimes(day, phrases)),
    ...days.map(({ text, date }): DateCase => ({ text: `${text} ${phrases.evening}`, date, part: "evening" })),
    ...inWeeks(language, phrases, today),
    ...Object.entries(phrases.shifts).map(([text, distance]) => ({ text, date: shifted(today, distance) })),
    ...datedDays(phrases, today),
    ...Object.entries(phrases.ofThisMonth).map(([text, day]) => ({ text, date: `${today.slice(0, 8)}${pad(day)}` })),
  ];
}

/** Names that CLDR gives, Sunday first. */
export function weekdayNames(language: string): string[] {
  const format = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
  return Array.from({ length: 7 }, (_, index) => format.format(Date.UTC(2023, 0, 1 + index)));
}

function nearDays({ near }: DatePhrases, today: string): DateCase[] {
  return Object.entries(near).map(([text, distance]) => ({ text, date: shifted(today, distance) }));
}

/** A weekday is the nearest one. */
function weekdays(language: string, { on }: DatePhrases, today: string): DateCase[] {
  return weekdayNames(language).flatMap((name, weekday) =>
    on.map((before) => {
      const distance = [0, 1, -1, 2, -2, 3, -3].find((each) => weekdayOf(shifted(today, each)) === weekday) ?? 0;
      return { text: before + name, date: shifted(today, distance) };
    }),
  );
}

function withTimes({ text, date }: DateCase, { at, times, marked }: DatePhrases): DateCase[] {
  const introduced = Object.entries(times).flatMap(([words, time]) =>
    at.flatMap((before) => [
      { text: `${text} ${before}${words}`, date, time },
      { text: `${text}, ${before}${words}`, date, time },
      { text: `${before}${words} ${text}`, date, time },
    ]),
  );
  const bare = Object.entries(marked).flatMap(([words, time]) => [
    { text: `${text} ${words}`, date, time },
    { text: `${words} ${text}`, date, time },
  ]);
  return [...introduced, ...bare];
}

function inWeeks(language: string, { weeks }: DatePhrases, today: string): DateCase[] {
  const monday = shifted(today, -((weekdayOf(today) + 6) % 7));
  return Object.entries(weeks).flatMap(([frame, step]) =>
    weekdayNames(language).map((name, weekday) => ({
      text: frame.replace("{}", name),
      date: shifted(monday, 7 * step + ((weekday + 6) % 7)),
    })),
  );
}

/** The nearest such day. */
function datedDays({ dated }: DatePhrases, today: string): DateCase[] {
  return Object.entries(dated).map(([text, monthAndDay]) => {
    const year = Number(today.slice(0, 4));
    const days = [year - 1, year, year + 1].map((each) => `${each}-${monthAndDay}`);
    const distance = (day: string): number => Math.abs(Date.parse(day) - Date.parse(today));
    return { text, date: days.toSorted((a, b) => distance(a) - distance(b))[0] ?? "" };
  });
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

function weekdayOf(day: string): number {
  return new Date(Date.parse(day)).getUTCDay();
}

function pad(day: number): string {
  return String(day).padStart(2, "0");
}
