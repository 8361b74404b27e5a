import { createBot, date, number, oneOf, story, yesNo } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textRequest } from "#support/understanding/understanding-request.ts";

const pizzas = ["margherita", "regina", "quattro formaggi", "calzone", "diavola", "napoletana"] as const;
const pizza = oneOf("pizza", pizzas);

/** Every example of the order names one and the same pizza. */
const order = story("order", {
  examples: {
    en: [
      "I'd like a margherita please",
      "can I get a margherita",
      "one margherita to take away",
      "a margherita for me",
      "bring me a margherita",
      "may I order the margherita",
    ],
    fr: ["je voudrais une margherita", "une margherita pour moi s'il vous plaît"],
  },
  slots: { pizza },
});
const hours = story("hours", {
  examples: [
    "when do you open",
    "what are your opening hours",
    "are you open today",
    "until when are you open",
    "open on sundays?",
  ],
});
const allergy = story("allergy", {
  examples: [
    "I have an allergy",
    "is there gluten in it",
    "does it contain nuts",
    "what is in the dough",
    "is it vegan",
  ],
});
const asked = { pizza: () => "Which one?" };
const bot = createBot({
  locales: ["en", "fr"],
  stories: [
    order.handle({ ask: asked, run: (_turn, slots) => `order ${slots.pizza}` }),
    hours.handle(() => "hours"),
    allergy.handle(() => "allergy"),
  ],
  fallback: () => "?",
});

describe("with examples that name only one value of an entity", () => {
  test.each(pizzas)("%s is understood as well", async (name) => {
    const person = simulate(bot);
    for (const sentence of ["I'd like a $ please", "bring me a $", "je voudrais une $"]) {
      const said = await simulate(bot).say(sentence.replace("$", name));
      expect([said.source, said.texts]).toEqual(["classifier", [`order ${name}`]]);
    }
    expect((await person.say("when do you open")).texts).toEqual(["hours"]);
  });

  test("with the same confidence as the one that was learnt", async () => {
    await bot.train();
    const classifier = bot.understanding.find(({ name }) => name === "classifier");
    for (const name of pizzas) {
      const understanding = await classifier?.understand(textRequest(`may I order the ${name}`));
      expect(understanding).toMatchObject({ intent: "order", confidence: 0.99 });
    }
  });

  test("dates and numbers, too, whatever they are", async () => {
    const book = story("book", {
      examples: [
        "a table for 2 tomorrow",
        "we are 2 tomorrow",
        "book for 2 on tomorrow",
        "2 seats please",
        "keep a table tomorrow",
      ],
      slots: { people: number({ min: 1, integer: true }), when: date() },
    });
    const hotel = createBot({
      stories: [
        book.handle({ ask: { people: () => "?", when: () => "?" }, run: () => "booked" }),
        hours.handle(() => "hours"),
      ],
      fallback: () => "?",
    });
    await hotel.train();
    const classifier = hotel.understanding.find(({ name }) => name === "classifier");
    const people = fc.integer({ min: 32, max: 90 });
    const day = fc.constantFrom("today", "Friday", "next Monday");
    await fc.assert(
      fc.asyncProperty(people, day, async (count, when) => {
        const understanding = await classifier?.understand({
          ...textRequest(`a table for ${count} ${when}`),
          locale: "en",
        });
        expect(understanding).toMatchObject({ intent: "book" });
        expect(understanding?.confidence).toBe(0.99);
      }),
      { numRuns: 30 },
    );
  });
});

describe("what a value means stays", () => {
  const thing = oneOf("thing", { pizza: true, pasta: true, salad: true });

  test("where it alone tells two intents apart", async () => {
    const two = createBot({
      stories: [
        story("p", {
          examples: ["I want pizza", "pizza please", "give me pizza"],
          slots: { thing: { entity: thing, optional: true } },
        }).handle({ run: () => "p" }),
        story("q", {
          examples: ["I want pasta", "pasta please", "give me pasta"],
          slots: { thing: { entity: thing, optional: true } },
        }).handle({ run: () => "q" }),
      ],
      fallback: () => "?",
    });
    expect((await simulate(two).say("I want pizza")).texts).toEqual(["p"]);
    expect((await simulate(two).say("pasta please")).texts).toEqual(["q"]);
    expect(two.examples.every(({ abstract }) => abstract === undefined)).toBe(true);
  });

  test("a yes is not taken for a no", async () => {
    const sure = createBot({
      stories: [
        story("agree", {
          examples: ["yes thanks", "yes do it", "yes go on"],
          slots: { sure: { entity: yesNo(), optional: true } },
        }).handle({ run: () => "agreed" }),
        hours.handle(() => "hours"),
      ],
      fallback: () => "?",
      resumption: false,
    });
    expect((await simulate(sure).say("yes do it")).texts).toEqual(["agreed"]);
    expect(sure.examples.every(({ abstract }) => abstract === undefined)).toBe(true);
  });

  test("a value of a story is no value of a story without its slot", () => {
    const on = createBot({
      stories: [
        story("on", { examples: ["turn the lamp on", "light on please"] }).handle(() => "on"),
        story("set", {
          examples: ["set it to on"],
          slots: { to: { entity: oneOf("state", ["on", "off"]), optional: true } },
        }).handle({ run: () => "set" }),
      ],
      fallback: () => "?",
    });
    expect(on.examples.map(({ abstract }) => abstract !== undefined)).toEqual([false, false, true]);
  });
});
