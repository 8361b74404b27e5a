import { createBot, number, oneOf, story, text } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import * as v from "valibot";
import { describe, expect, test } from "vitest";

const order = story("order", {
  keywords: ["order"],
  slots: {
    size: { entity: oneOf("size", ["small", "large"]), title: { en: "Size", fr: "Taille" } },
    count: { entity: number({ integer: true }), title: { en: "How many", fr: "Combien" } },
    street: v.string(),
  },
  steps: { confirm: true },
});
const handlers = {
  ask: { size: () => "Size?", count: () => "How many?", street: () => "Street?" },
  run: (_turn: unknown, { size, count, street }: { size: string; count: number; street: string }) =>
    text(`${count} ${size} to ${street}?`, { quickReplies: [{ label: "Yes", to: order.step("confirm") }] }),
  steps: { confirm: () => "Ordered" },
};
const fallback = (_turn: unknown, reason: string): string => `fallback: ${reason}`;
const bot = createBot({ stories: [order.handle(handlers)], fallback, locales: ["en", "fr"] });

describe("start over", () => {
  test.each(["start over", "let's start again please", "recommencer"])("%s begins the form anew", async (words) => {
    const ada = simulate(bot);
    await ada.say("order a large one");
    await ada.say("2");
    expect((await ada.say(words)).texts.at(-1)).toBe("Size?");
    const { current } = await ada.state();
    expect(current?.slots).toEqual({});
    await ada.say("small");
    await ada.say("1");
    expect((await ada.say("Rue A")).texts).toEqual(["1 small to Rue A?"]);
    expect((await ada.say("from the beginning")).texts.at(-1)).toBe("Size?");
  });
});

describe("go back", () => {
  test("asks the question before once more, and then goes on", async () => {
    const ada = simulate(bot);
    await ada.say("order");
    await ada.say("large");
    await ada.say("2");
    expect((await ada.say("go back")).texts).toEqual(["How many?"]);
    expect((await ada.say("retour")).texts).toEqual(["Size?"]);
    expect((await ada.say("back")).texts).toEqual(["This is the first question.", "Size?"]);
    expect((await ada.say("small")).texts).toEqual(["How many?"]);
    expect((await ada.say("3")).texts).toEqual(["Street?"]);
    expect((await ada.say("Rue A")).texts).toEqual(["3 small to Rue A?"]);
    expect((await ada.say("one step back")).texts).toEqual(["Street?"]);
    expect((await ada.say("Rue B")).texts).toEqual(["3 small to Rue B?"]);
  });

  test("passes over what was not asked", async () => {
    const ada = simulate(bot);
    await ada.say("order");
    await ada.say("large, 2 of them");
    expect((await ada.say("previous question")).texts).toEqual(["Size?"]);
  });
});

describe("what did I say so far", () => {
  test("lists titles and the person's own words, and asks again", async () => {
    const ada = simulate(bot);
    await ada.say("order");
    expect((await ada.say("what did I say so far?")).texts).toEqual(["You have not told me anything yet.", "Size?"]);
    await ada.say("a LARGE one please");
    await ada.say("two");
    expect((await ada.say("what did I say so far?")).texts).toEqual([
      "So far:\n- Size: a LARGE one please\n- How many: two",
      "Street?",
    ]);
    expect((await ada.say("Rue A")).texts).toEqual(["2 large to Rue A?"]);
    expect((await ada.say("recap")).texts).toEqual(["2 large to Rue A?"]);
  });

  test("in French, and in the story's own words", async () => {
    const zoe = simulate(bot, { locale: "fr" });
    await zoe.say("order");
    await zoe.say("large");
    expect((await zoe.say("qu'est-ce que j'ai dit ?")).texts[0]).toBe("Jusqu'ici\u00A0:\n- Taille\u00A0: large");
    const own = order.handle({ ...handlers, recap: (_turn, { size }) => `So it is ${size ?? "nothing"}.` });
    const ada = simulate(createBot({ stories: [own], fallback }));
    await ada.say("order large");
    expect((await ada.say("where were we?")).texts).toEqual(["So it is large.", "How many?"]);
  });
});

test("a story of the author's that claims such words keeps them", async () => {
  const start = story("menu", { keywords: ["back", "restart"] }).handle(() => "The menu");
  const ada = simulate(createBot({ stories: [order.handle(handlers), start], fallback, resumption: false }));
  await ada.say("order");
  expect((await ada.say("back")).texts).toEqual(["The menu"]);
});
