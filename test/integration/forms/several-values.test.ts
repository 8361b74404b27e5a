import { createBot, date, number, oneOf, story, text } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import { formWordsOf } from "@causerie/server/understanding/forms/form-languages.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

const languages = ["en", "fr", "de", "es", "it", "nl", "pt"] as const;
const city = oneOf("city", ["Lille", "Lyon", "Nice", "Paris"]);
const size = oneOf("size", { small: ["small", "petite"], large: ["large", "grande"] });

const ask = story("ask", { keywords: ["ask"], slots: { count: number(), size } });
const meet = story("meet", { keywords: ["meet"], slots: { when: date({ future: true }), count: number() } });
const trip = story("trip", {
  keywords: ["trip"],
  slots: { from: { entity: city, after: ["from"] }, to: { entity: city, after: ["to"] } },
});
const bot = createBot({
  stories: [
    ask.handle({
      ask: {
        count: (_turn, { issues: [issue] }) => (issue?.code === "several" ? issue.message : "How many?"),
        size: (_turn, { issues: [issue] }) => (issue?.code === "several" ? issue.message : "Size?"),
      },
      run: (_turn, { count, size: which }) => `${count} ${which}`,
    }),
    meet.handle({
      ask: { when: (_turn, { issues }) => `When? ${issues.map(({ code }) => code).join()}`, count: () => "How many?" },
      run: (turn, { when, count }) => {
        turn.waitFor(meet.link());
        return text(`${count} on ${when.date} ${when.time ?? when.part ?? "all day"}`);
      },
    }),
    trip.handle({ ask: { from: () => "From?", to: () => "To?" }, run: (_turn, { from, to }) => `${from}-${to}` }),
  ],
  fallback: (_turn, reason) => `fallback: ${reason}`,
  locales: [...languages],
  timeZone: "UTC",
});
/** A Sunday. */
const at = Date.UTC(2026, 10, 29);

async function toForm(begin: string, locale = "en") {
  const ada = simulate(bot, { locale, at });
  await ada.say(begin);
  const slots = async () => (await ada.state()).current?.slots ?? {};
  return { ada, slots };
}

describe.each(languages)("of several values in one answer, in %s,", (locale) => {
  const { correction, alternative } = formWordsOf(locale);
  const two = fc.uniqueArray(fc.integer({ min: 2, max: 99 }), { minLength: 2, maxLength: 4 });

  test("the last one counts after words that take back the others", async () => {
    await fc.assert(
      fc.asyncProperty(two, fc.constantFrom(...correction), fc.constantFrom(...alternative), async (all, word, or) => {
        const last = all.at(-1);
        const before = all.slice(0, -1).join(` ${or} `);
        const { ada, slots } = await toForm("ask", locale);
        await ada.say(`${before}, ${word}, ${last}`);
        expect([word, await slots()]).toEqual([word, { count: last }]);
      }),
      { numRuns: 60 },
    );
  });

  test("none counts without such words, and one of them is asked for", async () => {
    const sentences = new Set<string>();
    await fc.assert(
      fc.asyncProperty(two, fc.constantFrom(...alternative, ","), async (all, word) => {
        const { ada, slots } = await toForm("ask", locale);
        const { texts } = await ada.say(all.join(word === "," ? ", " : ` ${word} `));
        sentences.add(texts.join());
        expect(await slots()).toEqual({});
      }),
      { numRuns: 30 },
    );
    expect([...sentences]).toHaveLength(1);
    expect([...sentences][0]).not.toBe("How many?");
  });
});

describe("of several values in one answer", () => {
  test.each([
    ["between 3 and 5", {}],
    ["3, no, 4", { count: 4 }],
    ["3 or 3", { count: 3 }],
    ["2 or 3, make it 4", { count: 4 }],
    ["4, no, 2 or 3", {}],
    ["3, not 4", { count: 3 }],
    ["3, no, 4 small, no, large", { count: 4, size: "large" }],
  ])("%s", async (words, filled) => {
    const { ada, slots } = await toForm("ask");
    await ada.say(words);
    expect(await slots()).toEqual(filled);
  });

  test.each([
    ["en", "friday, no, saturday", "2026-12-05"],
    ["en", "friday or saturday", undefined],
    ["en", "friday, saturday rather or sunday", undefined],
    ["fr", "le 5 ou le 6 décembre", undefined],
    ["fr", "vendredi, non, plutôt samedi", "2026-12-05"],
    ["de", "Freitag, nein, Samstag", "2026-12-05"],
  ])("in %s: %s is a day, or none", async (locale, words, day) => {
    const { ada, slots } = await toForm("meet", locale);
    await ada.say(words);
    expect((await slots())["when"]).toEqual(day === undefined ? undefined : { date: day, granularity: "day" });
  });

  test.each([
    ["small, no, large", "large"],
    ["small or large", undefined],
    ["not small but large", "large"],
  ])("%s is a size, or none", async (words, which) => {
    const { ada, slots } = await toForm("ask");
    await ada.say("3");
    await ada.say(words);
    expect((await slots())["size"] ?? (which === undefined ? undefined : "over")).toBe(
      which === undefined ? undefined : which,
    );
  });

  test.each([
    ["from Lille to Paris, no, Lyon", { from: "Lille", to: "Lyon" }],
    ["from Lille to Paris, no, from Nice", { from: "Nice", to: "Paris" }],
    ["from Lille to Lyon or Nice", { from: "Lille", to: "Lyon" }],
    ["Lille Paris", { from: "Lille", to: "Paris" }],
    ["Lille or Paris", {}],
    ["from Lille, no, Nice to Paris", { from: "Nice", to: "Paris" }],
  ])("a slot keeps what the words do not take back: %s", async (words, filled) => {
    const { ada, slots } = await toForm("trip");
    const { texts } = await ada.say(words);
    const known = await slots();
    expect([texts, known]).toEqual([texts, filled]);
  });

  test("a correction that leaves open which one is meant changes nothing", async () => {
    const { ada, slots } = await toForm("ask");
    await ada.say("3");
    await ada.say("no, make it 4 or 5");
    expect((await slots())["count"]).toBe(3);
  });
});

describe("half of a date", () => {
  test.each([
    ["en", "friday at 8pm", "no, at 9pm", "2026-12-04 21:00"],
    ["en", "friday at 8pm", "saturday instead", "2026-12-05 20:00"],
    ["en", "friday evening", "no, saturday", "2026-12-05 evening"],
    ["en", "friday at 8pm", "no, tomorrow at 9pm", "2026-11-30 21:00"],
    ["en", "friday", "no, at 9pm", "2026-12-04 21:00"],
    ["en", "friday", "at 9pm", "2026-12-04 21:00"],
    ["en", "friday at 8pm", "no, next week", "2026-11-30 all day"],
    ["fr", "vendredi à 20h", "non, à 21h", "2026-12-04 21:00"],
    ["fr", "vendredi à 20h", "plutôt samedi", "2026-12-05 20:00"],
    ["de", "Freitag um 20 Uhr", "nein, um 21 Uhr", "2026-12-04 21:00"],
    ["es", "viernes a las 20:00", "no, a las 21:00", "2026-12-04 21:00"],
    ["it", "venerdì alle 20:00", "no, alle 21:00", "2026-12-04 21:00"],
    ["nl", "vrijdag om 20:00", "nee, om 21:00", "2026-12-04 21:00"],
    ["pt", "sexta-feira às 20:00", "não, às 21:00", "2026-12-04 21:00"],
    ["en", "friday evening", "no, at 9", "2026-12-04 21:00"],
    ["en", "friday at 8pm", "no, at 9", "2026-12-04 21:00"],
    ["en", "friday at 8pm", "no, at 9am", "2026-12-04 09:00"],
    ["en", "friday at 8", "no, in the evening", "2026-12-04 20:00"],
    ["en", "friday at 8pm", "no, saturday at 9", "2026-12-05 21:00"],
    ["en", "friday at 8pm", "no, saturday evening", "2026-12-05 20:00"],
    ["en", "friday at 8pm", "no, saturday morning", "2026-12-05 morning"],
    ["en", "friday at 8pm", "no, in the afternoon", "2026-12-04 afternoon"],
    ["en", "friday evening", "at 8", "2026-12-04 20:00"],
    ["en", "friday", "in the evening", "2026-12-04 evening"],
    ["en", "friday from 2 to 4pm", "no, saturday", "2026-12-05 14:00"],
    ["en", "friday evening", "no, from 8 to 10", "2026-12-04 20:00"],
    ["en", "friday night at 2", "no, at 11", "2026-12-04 23:00"],
    ["en", "friday night at 2", "no, saturday", "2026-12-06 02:00"],
    ["en", "tomorrow at midnight", "no, at 11pm", "2026-11-30 23:00"],
    ["en", "at 8pm", "no, at 9", "2026-11-29 21:00"],
    ["en", "next week", "on friday", "2026-12-04 all day"],
    ["fr", "la semaine prochaine", "vendredi", "2026-12-04 all day"],
    ["fr", "vendredi soir", "non, à 9h", "2026-12-04 21:00"],
    ["de", "Freitagabend", "nein, um 9", "2026-12-04 21:00"],
    ["de", "nächste Woche", "am Donnerstag", "2026-12-03 all day"],
    ["nl", "vrijdagavond", "nee, om 9 uur", "2026-12-04 21:00"],
  ])("in %s: %s, then %s", async (locale, first, then, meant) => {
    const { ada } = await toForm("meet", locale);
    await ada.say(first);
    await ada.say("4");
    expect((await ada.say(then)).texts).toEqual([`4 on ${meant}`]);
    // The same while the next question waits.
    const { ada: bob } = await toForm("meet", locale);
    await bob.say(first);
    await bob.say(then);
    expect((await bob.say("4")).texts).toEqual([`4 on ${meant}`]);
  });

  test("stands in the recap with all that was said of it", async () => {
    const { ada } = await toForm("meet");
    await ada.say("friday evening");
    await ada.say("no, at 9");
    await ada.say("no, saturday");
    expect((await ada.say("what did I say so far?")).texts[0]).toContain("friday evening at 9 → saturday");
  });

  test.each([
    ["4, we come from an evening class", "friday", "4 on 2026-12-04 all day"],
    ["4, I may be late in the evening", "friday at 7pm", "4 on 2026-12-04 19:00"],
  ])("is not taken from words about something else: %s", async (words, first, meant) => {
    const { ada } = await toForm("meet");
    await ada.say(first);
    expect((await ada.say(words)).texts).toEqual([meant]);
  });

  test("comes with the answer to the next question", async () => {
    const { ada } = await toForm("meet");
    await ada.say("friday");
    expect((await ada.say("4, at 8pm")).texts).toEqual(["4 on 2026-12-04 20:00"]);
    const { ada: bob } = await toForm("meet");
    await bob.say("friday at 7pm");
    // A time beside another answer corrects nothing.
    expect((await bob.say("4, after the show at 9pm")).texts).toEqual(["4 on 2026-12-04 19:00"]);
  });
});
