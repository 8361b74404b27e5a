import { createBot, date, number, story, text } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import { formWordsOf } from "@causerie/server/understanding/forms/form-languages.ts";
import type { DayPart } from "@causerie/server/understanding/dates/value/date-value.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partFrames } from "#support/understanding/part-frames.ts";

/** A Sunday. */
const at = Date.UTC(2026, 10, 29, 12);
const dayMs = 86_400_000;
const parts = ["morning", "afternoon", "evening", "night"] as const;

/** Hours as people say them in each part, and where they lie. Counted by hand, for the code must not judge itself. */
const saidHours: Readonly<Record<DayPart, readonly number[]>> = {
  morning: [8, 9, 10, 11],
  afternoon: [1, 2, 3, 4],
  evening: [6, 7, 8, 9, 10, 11],
  night: [1, 2, 3, 9, 10, 11],
};
const hourOf = (part: DayPart | undefined, said: number): number =>
  part === undefined || part === "morning" || (part === "night" && said < 6) ? said : said + 12;
/** The hour, if it can be in the part when its half is left open. */
const movedTo = (part: DayPart, hour: number): number | undefined =>
  [hour % 12, (hour % 12) + 12].find((each) =>
    part === "morning" ? each > 3 && each < 12 : part === "afternoon" ? each >= 12 && each < 19 : each > 16,
  );

const dayIn = (ahead: number): string => new Date(at + ahead * dayMs).toISOString().slice(0, 10);
const weekdayIn = (locale: string, ahead: number): string =>
  new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(at + ahead * dayMs);
const clock = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;
const pick = <Item>(items: readonly Item[], seed: number): Item => items[seed % items.length] as Item;
const fill = (frame: string, words: string | number): string => frame.replace("{}", String(words));

describe.each(Object.entries(partFrames))("a part of a day in %s", (locale, frames) => {
  const context = { locale, now: at, timeZone: "UTC" };
  const entity = date({ future: true });

  test("is found beside its day, or in one word with it, and tells which half a time behind it means", () => {
    const wrong: string[] = [];
    for (const ahead of [1, 2, 3, 4, 5, 6]) {
      for (const part of parts) {
        for (const frame of frames.onDay[part]) {
          const words = fill(frame, weekdayIn(locale, ahead));
          for (const written of [words, words.toLowerCase()]) {
            const expected = { date: dayIn(ahead), part, granularity: "part" };
            const found = [entity.read(written, context), ...entity.find(written, context).map(({ value }) => value)];
            if (found.some((each) => JSON.stringify(each) !== JSON.stringify(expected)) || found.length !== 2)
              wrong.push(`${written}: ${JSON.stringify(found)}`);
          }
          for (const hour of saidHours[part]) {
            const timed = `${words} ${fill(pick(frames.at, hour), hour)}`;
            const isNextDay = part === "night" && hour < 6;
            const expected = `${dayIn(isNextDay ? ahead + 1 : ahead)} ${clock(hourOf(part, hour))}`;
            const read = entity.read(timed, context);
            if (`${read?.date} ${read?.time}` !== expected) wrong.push(`${timed}: ${JSON.stringify(read)}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

test.each(Object.keys(partFrames))("in %s a time may stand before the words that make it a correction", (locale) => {
  const { at: times } = partFrames[locale] ?? { at: [] };
  // "At the end" is a word of dates, too: such a time is asked for again.
  const clear = formWordsOf(locale).correction.filter((word) => !["al final", "alla fine"].includes(word));
  const wrong = clear.flatMap((word) =>
    times
      .map((time) => `${fill(time, 9)} ${word}`)
      .filter((words) => date().find(words, { locale, now: at, timeZone: "UTC" })[0]?.value.time !== "09:00"),
  );
  expect(wrong).toEqual([]);
});

const meet = story("meet", { keywords: ["meet"], slots: { when: date({ future: true }), count: number() } });
const bot = createBot({
  stories: [
    meet.handle({
      ask: { when: () => "When?", count: () => "How many?" },
      run: (turn, { when }) => {
        turn.waitFor(meet.link());
        return text(`${when.date} ${when.time ?? when.part ?? "all day"}`);
      },
    }),
  ],
  fallback: (_turn, reason) => `fallback: ${reason}`,
  locales: ["en", ...Object.keys(partFrames)],
  detectLocale: false,
  timeZone: "UTC",
});

type Meant = { ahead: number; part?: Exclude<DayPart, "night">; hour?: number };
type Step = { says: "hour" | "part" | "day" | "day and part"; seed: number; part: Exclude<DayPart, "night"> };

/** What the person means after a correction. Undefined: it makes no sense now. */
function after({ ahead, part, hour }: Meant, { says, seed, part: next }: Step): Meant | undefined {
  const other = (ahead % 6) + 1;
  switch (says) {
    case "hour": {
      const said = hourOf(part, pick(saidHours[part ?? "morning"], seed));
      return said === hour ? undefined : { ahead, ...(part === undefined ? {} : { part }), hour: said };
    }
    case "part": {
      if (next === part) return undefined;
      const moved = hour === undefined ? undefined : movedTo(next, hour);
      return { ahead, part: next, ...(moved === undefined ? {} : { hour: moved }) };
    }
    case "day":
      return {
        ahead: other,
        ...(part === undefined ? {} : { part }),
        ...(hour === undefined ? {} : { hour }),
      };
    case "day and part":
      return { ahead: other, part: next, ...(hour !== undefined && movedTo(next, hour) === hour ? { hour } : {}) };
  }
}

describe.each(Object.entries(partFrames))("a corrected part of a date in %s", (locale, frames) => {
  const words = ({ says, seed, part }: Step, { ahead }: Meant, meant: Meant): string => {
    const weekday = weekdayIn(locale, (ahead % 6) + 1);
    switch (says) {
      case "hour":
        return fill(pick(frames.at, seed), (((meant.hour ?? 0) + 11) % 12) + 1);
      case "part":
        return pick(frames.alone[part] ?? [], seed);
      case "day":
        return weekday;
      case "day and part":
        return fill(pick(frames.onDay[part], seed), weekday);
    }
  };
  const step = fc.record({
    says: fc.constantFrom("hour", "part", "day", "day and part"),
    seed: fc.nat(30),
    part: fc.constantFrom("morning", "afternoon", "evening"),
  });

  test("leaves the rest as it was said", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.option(fc.constantFrom("morning", "afternoon", "evening"), { nil: undefined }),
        fc.array(step, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        async (ahead, part, steps, isAsked) => {
          const ada = simulate(bot, { locale, at });
          let meant: Meant = part === undefined ? { ahead } : { ahead, part };
          const weekday = weekdayIn(locale, ahead);
          const said = [part === undefined ? weekday : fill(pick(frames.onDay[part], ahead), weekday)];
          await ada.say("meet");
          await ada.say(said[0] ?? "");
          if (!isAsked) await ada.say("4");
          for (const each of steps) {
            const next = after(meant, each);
            if (next === undefined) continue;
            const phrase = words(each, meant, next);
            said.push(fill(pick(frames.no, each.seed), phrase));
            meant = next;
            await ada.say(said.at(-1) ?? "");
            const when = (await ada.state()).current?.slots["when"] as { date: string; time?: string; part?: string };
            const time = meant.hour === undefined ? (meant.part ?? "all day") : clock(meant.hour);
            expect([...said, `${when.date} ${when.time ?? when.part ?? "all day"}`]).toEqual([
              ...said,
              `${dayIn(meant.ahead)} ${time}`,
            ]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
