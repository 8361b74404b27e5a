import { createBot, number, oneOf, story, text } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import { describe, expect, test } from "vitest";

const table = story("table", {
  keywords: ["table", "book a table"],
  slots: { count: number() },
  steps: { menu: true },
});
const bot = createBot({
  stories: [
    table.handle({
      ask: { count: () => "How many?" },
      run: (_turn, { count }) => `A table for ${count}`,
      steps: { menu: () => "" },
    }),
    story("order", {
      keywords: ["order"],
      slots: { count: number(), town: oneOf("town", ["Lille", "Lyon"]) },
    }).handle({
      ask: { count: () => "How many?", town: () => "Where to?" },
      run: () => "Ordered",
    }),
    story("hours", { keywords: { en: ["opening hours"], fr: ["horaires"] } }).handle(() =>
      text("From 9 to 5", { quickReplies: [{ label: "Book", to: table.link() }] }),
    ),
    story("parking", { keywords: ["parking"] }).handle(() => "Behind the house"),
    story("taxi", { keywords: ["call a taxi"] }).handle(() => "It comes"),
  ],
  fallback: (_turn, reason) => `fallback: ${reason}`,
  locales: ["en", "fr"],
});
const offer = (wish: string): string => `You also wrote: “${wish}” Shall I answer that now?`;

describe("two wishes in one message", () => {
  test("the second is offered when the first is served, with the choices before it", async () => {
    const ada = simulate(bot);
    const answer = await ada.say("what are your opening hours? And book a table for 4");
    expect(answer.texts).toEqual(["From 9 to 5", offer("book a table for 4")]);
    expect(answer.labels).toEqual(["Yes, please", "No, thanks", "Book"]);
    expect((await ada.tap("Yes, please")).texts).toEqual(["A table for 4"]);
  });

  test("the same wish is kept once, and of many only the newest", async () => {
    const ada = simulate(bot);
    await ada.say("book a table");
    for (let times = 0; times < 4; times += 1) await ada.say("and what are your opening hours? and call a taxi");
    expect(new Set((await ada.state()).wishes ?? []).size).toBe((await ada.state()).wishes?.length ?? 0);
    expect((await ada.state()).wishes?.length ?? 0).toBeLessThanOrEqual(3);
  });

  test("the second waits while the first asks, and words of the one do not fill the other", async () => {
    const ada = simulate(bot);
    expect((await ada.say("I'd like to book a table and what are your opening hours on the 2nd?")).texts).toEqual([
      "How many?",
    ]);
    expect((await ada.state()).wishes).toEqual(["what are your opening hours on the 2nd?"]);
    const last = await ada.say("4");
    expect(last.texts).toEqual(["A table for 4", offer("what are your opening hours on the 2nd?")]);
    expect((await ada.say("yes")).texts).toEqual(["From 9 to 5"]);
    expect((await ada.state()).wishes).toBeUndefined();
  });

  test("one of them may be the answer to the open question", async () => {
    for (const words of ["4, and what are your opening hours?", "what are your opening hours? And 4 please"]) {
      const ada = simulate(bot);
      await ada.say("table");
      expect((await ada.say(words)).texts[0]).toBe("A table for 4");
      expect((await ada.tap("No, thanks")).texts).toEqual(["All right."]);
    }
  });

  test("is offered after the first was cancelled", async () => {
    const ada = simulate(bot);
    await ada.say("book a table and call a taxi");
    expect((await ada.say("cancel")).texts).toEqual(["All right, cancelled.", offer("call a taxi")]);
  });

  test("a keyword among many words is a wish, however many they are", async () => {
    const ada = simulate(bot);
    const words = "my sister from Leeds would like something near the park with parking for her large old van";
    expect((await ada.say(`call a taxi. ${words}`)).texts).toEqual(["It comes", offer(words)]);
  });

  test("made beside an answer, it goes with the form that is cancelled; one made before stays", async () => {
    const ada = simulate(bot);
    await ada.say("order");
    const form = await ada.say("2, and what are your opening hours?");
    expect(form.texts).toEqual(["Where to?"]);
    expect((await ada.state()).wishes).toEqual(["what are your opening hours?"]);
    expect((await ada.say("cancel")).texts).toEqual(["All right, cancelled."]);
    expect((await ada.state()).wishes).toBeUndefined();

    await ada.say("order, and call a taxi");
    await ada.say("2, and what are your opening hours?");
    expect((await ada.say("cancel")).texts).toEqual(["All right, cancelled.", offer("call a taxi")]);
  });

  test("in French", async () => {
    const zoe = simulate(bot, { locale: "fr" });
    expect((await zoe.say("call a taxi et quels sont vos horaires ?")).texts).toEqual([
      "It comes",
      "Vous avez aussi écrit\u00A0: «\u00A0quels sont vos horaires ?\u00A0» Je vous réponds maintenant\u202F?",
    ]);
  });

  test.each([
    "a table for two and a child",
    "book a table and call me back",
    "opening hours and prices",
    "a table, and make it a large table",
  ])("%s is one wish", async (words) => {
    const ada = simulate(bot);
    await ada.say(words);
    expect((await ada.state()).wishes).toBeUndefined();
  });
});
