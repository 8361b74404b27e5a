import { createBot, date, duration, number, oneOf, story } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import { formWordsOf } from "@causerie/server/understanding/forms/form-languages.ts";
import { formCommands } from "@causerie/server/understanding/forms/form-words.ts";
import { describe, expect, test } from "vitest";

const locales = ["en", "fr", "de", "es", "it", "nl", "pt"] as const;
const asking = {
  day: date({ future: true }),
  count: number(),
  long: duration(),
  size: oneOf("size", ["small", "large", "klein", "petit"]),
};
const order = story("order", { keywords: ["order"], slots: { first: oneOf("first", ["alpha"]), ...asking } });
const bot = createBot({
  locales: [...locales],
  detectLocale: false,
  timeZone: "UTC",
  fallback: (_turn, reason) => `fallback: ${reason}`,
  stories: [
    order.handle({
      ask: { first: () => "?", day: () => "?", count: () => "?", long: () => "?", size: () => "?" },
      run: () => "done",
    }),
  ],
});
const answers = { day: "2026-12-05", count: "7", long: "2:00", size: "small" } as const;

describe.each(locales)("words that steer a form in %s", (locale) => {
  /** Three words or more: "de cero" may answer "How many?". */
  const commands = formCommands
    .flatMap((command) => formWordsOf(locale)[command])
    .filter((words) => words.split(" ").length > 2);

  test.each(Object.keys(asking) as (keyof typeof asking)[])("are no answer when %s is asked for", async (slot) => {
    const before = Object.keys(asking).slice(0, Object.keys(asking).indexOf(slot)) as (keyof typeof asking)[];
    const taken: string[] = [];
    for (const words of commands) {
      const ada = simulate(bot, { locale, at: Date.UTC(2026, 10, 18) });
      await ada.say("order");
      await ada.say("alpha");
      for (const each of before) await ada.say(answers[each]);
      await ada.say(words);
      if (Object.hasOwn((await ada.state()).current?.slots ?? {}, slot)) taken.push(words);
    }
    expect(taken).toEqual([]);
  });

  test("and its yes and no, in any language, name no day", () => {
    const context = { locale, now: Date.UTC(2026, 10, 18), timeZone: "UTC" };
    const words = ["yes", "oui", "sí", "no", "nein", "non", "nee", "prima", "jawohl", "não"];
    // "Já" is now.
    const german = locale === "pt" ? [] : ["ja", "ja graag"];
    expect([...words, ...german].filter((word) => date().read(word, context) !== undefined)).toEqual([]);
  });
});
