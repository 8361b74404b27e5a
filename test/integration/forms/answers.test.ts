import { createBot, date, intent, number, oneOf, story, text, type Understander } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import * as v from "valibot";
import { describe, expect, test } from "vitest";

const fallback = (_turn: unknown, reason: string): string => `fallback: ${reason}`;

/** Understands as a classifier does that is sure of itself, rightly or not. */
function guesser(guess: (text: string) => { intent: string; confidence: number } | undefined): Understander {
  return {
    name: "guesser",
    understand: ({ content }) => {
      const found = content.type === "text" ? guess(content.text) : undefined;
      return found && { ...found, params: {}, entities: [], alternatives: [], source: "guesser" };
    },
  };
}

const fee = story("fee").handle(() => "Delivery is 3 euros");
const guess = guesser((said) =>
  /delivery|fee|hours/.test(said) ? { intent: "fee", confidence: /fee/.test(said) ? 0.95 : 0.93 } : undefined,
);

describe("the question that waits hears the exact answer first", () => {
  const slotBot = (how: ReturnType<typeof oneOf> | ReturnType<typeof picked>) => {
    const order = story("order", { keywords: ["order"], slots: { how } });
    return createBot({
      stories: [order.handle({ ask: { how: () => "How?" }, run: (_turn, values) => `${values.how}!` }), fee],
      fallback,
      understanding: [guess],
    });
  };
  const picked = () => v.pipe(v.string(), v.regex(/^(delivery|pick-up)\b/i));

  test.each([
    ["an entity", oneOf("how", ["delivery", "pick-up"])],
    ["a schema that does not take any text", picked()],
  ])("of %s", async (_name, how) => {
    const ada = simulate(slotBot(how));
    await ada.say("order");
    expect((await ada.say("delivery")).texts).toEqual(["delivery!"]);
    await ada.say("order");
    expect((await ada.say("Delivery please.")).texts[0]).toMatch(/^delivery.*!$/i);
  });

  test("a clear other intent still interrupts", async () => {
    const ada = simulate(slotBot(oneOf("how", ["delivery", "pick-up"])));
    await ada.say("order");
    expect((await ada.say("what is the fee for delivery")).texts[0]).toBe("Delivery is 3 euros");
  });
});

describe("useful words are no failed attempt", () => {
  const table = story("table", { keywords: ["table"], attempts: 2, slots: { count: number(), when: date() } });
  const bot = createBot({
    stories: [
      table.handle({
        ask: {
          count: (_turn, { attempt, reason, said }) => `How many? ${attempt} ${reason} ${said ?? ""}`.trim(),
          when: () => "When?",
        },
        run: (_turn, { count, when }) => `${count} on ${when.date}`,
        giveUp: () => "Never mind",
      }),
    ],
    fallback,
    timeZone: "UTC",
  });

  test("words that fill another slot are kept, and the question is asked as before", async () => {
    const ada = simulate(bot, { at: Date.UTC(2026, 10, 29, 12) });
    await ada.say("table");
    expect((await ada.say("tomorrow evening")).texts).toEqual(["How many? 1 missing"]);
    expect((await ada.say("hm")).texts).toEqual(["How many? 2 invalid hm"]);
    expect((await ada.say("the day after tomorrow, sorry")).texts).toEqual(["How many? 2 missing"]);
    expect((await ada.say("4")).texts).toEqual(["4 on 2026-12-01"]);
  });

  test("words that bring nothing count", async () => {
    const ada = simulate(bot, { at: Date.UTC(2026, 10, 29, 12) });
    await ada.say("table");
    await ada.say("hm");
    expect((await ada.say("hm")).texts).toEqual(["Never mind"]);
  });
});

/** Written for this test: none of them is an example or a keyword of its bot. */
const questions = {
  en: [
    "what are your opening hours",
    "do you deliver on sundays?",
    "how much is a large pizza",
    "where are you",
    "can I pay by card",
    "is there parking nearby",
    "which sizes do you have?",
    "why do you need my name",
    "who are you?",
    "are dogs allowed in the restaurant",
    "could you call me back",
    "does it come with cheese?",
    "when will it be ready",
    "how long does it take?",
    "tell me about your allergens",
    "hi, do you have gluten free dough",
    "oh and how do I get to the station",
    "I'd like to know if you are open on monday",
    "parking?",
    "you take bitcoin, right?",
    "did my order go through",
    "should I bring cash",
    "would tomorrow also work",
    "am I too late to order",
    "whose pizza is this?",
    "will it rain tonight",
  ],
  fr: [
    "quels sont vos horaires",
    "vous livrez le dimanche ?",
    "combien coûte une grande pizza",
    "où êtes-vous",
    "est-ce que je peux payer par carte",
    "y a-t-il un parking à côté",
    "pourquoi voulez-vous mon nom",
    "qui êtes-vous ?",
    "c'est quoi la différence",
    "quand est-ce que ce sera prêt",
    "comment on vient chez vous",
    "avez-vous des plats sans gluten",
    "je voudrais savoir si vous êtes ouverts lundi",
    "dites-moi comment ça marche",
  ],
};

describe("a slot that takes any text", () => {
  const join = story("join", { keywords: ["join"], slots: { name: v.string() } });
  const asking = (guard: boolean) => {
    const contract = story("join", { keywords: ["join"], slots: { name: { schema: v.string(), guard } } });
    return createBot({
      stories: [
        contract.handle({
          ask: { name: (_turn, { issues }) => `Your name? ${issues.map(({ code }) => code).join()}`.trim() },
          run: (_turn, { name }) => `Hello ${name}`,
        }),
        story("hours", { keywords: ["opening hours"] }).handle(() => "From 9 to 5"),
      ],
      fallback,
      locales: ["en", "fr"],
    });
  };

  test("takes no question, in either language", async () => {
    const swallowed: string[] = [];
    for (const [locale, texts] of Object.entries(questions)) {
      for (const question of texts) {
        const ada = simulate(asking(true), { locale });
        await ada.say("join");
        const answer = await ada.say(question);
        if (answer.texts[0]?.startsWith("Hello") === true) swallowed.push(question);
      }
    }
    // "will it rain tonight" begins like a sentence about Will; the words say which questions are recognised.
    expect(swallowed).toEqual([]);
  });

  test.each([
    "Ada",
    "Ada Lovelace",
    "Will Smith",
    "Can Yılmaz",
    "Do Nguyen",
    "My name is Ada",
    "12 rue de la Paix",
    "Who cares",
    "I am Ada and I like trains",
    "This is Ada",
    "no dogs please, we are five",
  ])("takes the answer %s", async (name) => {
    const ada = simulate(asking(true));
    await ada.say("join");
    expect((await ada.say(name)).texts).toEqual([`Hello ${name}`]);
  });

  test("lets a question go to its story, and asks again with the reason if there is none", async () => {
    const ada = simulate(asking(true));
    await ada.say("join");
    const aside = await ada.say("hi, what are your opening hours on sunday?");
    expect(aside.texts[0]).toBe("From 9 to 5");
    await ada.tap("Yes, go on");
    expect((await ada.say("do you like my hat?")).texts).toEqual(["Your name? question"]);
    expect((await ada.say("Ada")).texts).toEqual(["Hello Ada"]);
  });

  test("takes everything without its guard", async () => {
    const ada = simulate(asking(false));
    await ada.say("join");
    expect((await ada.say("do you like my hat?")).texts).toEqual(["Hello do you like my hat?"]);
    expect(join.link({ name: "Ada" })).toBe("join?name=Ada");
  });
});

test("a slot is needed only if its condition holds, also after a correction", async () => {
  const how = oneOf("how", ["delivery", "pick-up"]);
  const order = story("order", {
    keywords: ["order"],
    slots: {
      how,
      street: { schema: v.string(), onlyIf: { how: "delivery" } },
      floor: { entity: number(), onlyIf: { street: ["Tower 7", "Tower 8"] } },
    },
    steps: { confirm: true },
  });
  const bot = createBot({
    stories: [
      order.handle({
        ask: { how: () => "How?", street: () => "Street?", floor: () => "Floor?" },
        run: (turn, values) => {
          turn.waitFor(order.step("confirm"));
          return `${values.how} ${values.street ?? "-"} ${values.floor ?? "-"}`;
        },
        steps: { confirm: () => "ok" },
      }),
    ],
    fallback,
  });
  const ada = simulate(bot);
  await ada.say("order");
  expect((await ada.say("pick-up")).texts).toEqual(["pick-up - -"]);
  expect((await ada.say("no, delivery")).texts).toEqual(["Street?"]);
  expect((await ada.say("Tower 7")).texts).toEqual(["Floor?"]);
  expect((await ada.say("12")).texts).toEqual(["delivery Tower 7 12"]);
  expect((await ada.say("no, pick-up")).texts).toEqual(["pick-up - -"]);
});

describe("a step that waits", () => {
  const yes = intent("yes", { keywords: ["yes"] });
  const order = story("order", { keywords: ["order"], steps: { book: { intents: [yes] }, note: true, gift: true } });
  const bot = createBot({
    stories: [
      order.handle({
        *run(turn) {
          yield text("Pizza, 9 euros", { buttons: [{ label: "Yes, book it", to: order.step("book") }] });
          yield "Gift wrap?";
          turn.waitFor(order.step("gift"));
        },
        steps: { book: () => "booked", note: (turn) => `note ${turn.text}`, gift: (turn) => `gift ${turn.text}` },
      }),
    ],
    fallback,
  });

  test.each(["yes", "yes please", "yeah", "no"])(
    "gets %s, not the step or button of another question",
    async (words) => {
      const ada = simulate(bot);
      await ada.say("order");
      expect((await ada.say(words)).texts).toEqual([`gift ${words}`]);
    },
  );

  test("leaves the buttons before it to those who name them", async () => {
    const ada = simulate(bot);
    await ada.say("order");
    expect((await ada.say("book it")).texts).toEqual(["booked"]);
  });
});

test.each([
  ["en", "at 8pm", "20:00"],
  ["de", "um 20 Uhr", "20:00"],
  ["fr", "à 20h", "20:00"],
])("asked for a number in %s, %s is a time, and no number", async (locale, text, time) => {
  const dinner = story("dinner", { keywords: ["dinner"], slots: { count: number(), when: date({ future: true }) } });
  const bot = createBot({
    locales: ["en", "de", "fr"],
    stories: [dinner.handle({ ask: { count: () => "count?", when: () => "when?" }, run: () => "done" })],
    fallback,
  });
  const ada = simulate(bot, { locale });
  await ada.say("dinner");
  expect((await ada.say(text)).texts).toEqual(["count?"]);
  expect((await ada.state()).current?.slots).toMatchObject({ when: { time } });
});

describe("a story that is called for a value", () => {
  const city = oneOf("city", ["Lille", "Lyon"]);
  const finder = story("finder", { title: { en: "the search" }, slots: { zone: city } });
  const trip = story("trip", {
    title: { en: "your trip" },
    keywords: ["trip"],
    slots: { seats: number(), street: v.string(), extra: { entity: number(), optional: true } },
  });
  const build = (found: "street" | "nothing" | "number") =>
    createBot({
      stories: [
        trip.handle({
          ask: { seats: () => "Seats?", street: (turn) => turn.callStory(finder.link(), { into: "street" }) },
          run: (_turn, { seats, street }) => `${seats} at ${street}`,
        }),
        finder.handle({
          ask: { zone: () => "Which city?" },
          run: (turn, { zone }) => {
            if (found === "street") turn.returnValue(`Main street, ${zone}`);
            return found === "street" ? "Found it." : "Nothing there.";
          },
        }),
        story("hello", { keywords: ["hello"] }).handle(() => "Hello"),
      ],
      fallback,
    });

  test("asks its own questions, and its caller goes on with the value", async () => {
    const ada = simulate(build("street"));
    await ada.say("trip for 2");
    expect((await ada.state()).current).toMatchObject({ story: "finder", caller: { story: "trip", into: "street" } });
    expect((await ada.say("Lille")).texts).toEqual(["Found it.", "2 at Main street, Lille"]);
    expect((await ada.state()).current).toMatchObject({ story: "trip" });
    expect((await ada.state()).current?.caller).toBeUndefined();
  });

  test("may be interrupted", async () => {
    const ada = simulate(build("street"));
    await ada.say("trip for 2");
    expect((await ada.say("hello")).texts).toEqual(["Hello", "Shall we go on with the search?"]);
    expect((await ada.tap("Yes, go on")).texts).toEqual(["Which city?"]);
    expect((await ada.say("Lyon")).texts).toEqual(["Found it.", "2 at Main street, Lyon"]);
  });

  test("that ends without a value leaves its caller interrupted", async () => {
    const ada = simulate(build("nothing"));
    await ada.say("trip for 2");
    expect((await ada.say("Lille")).texts).toEqual(["Nothing there.", "Shall we go on with your trip?"]);
  });

  test.each(["no, three please", "not 2 but 3", "make it three people"])(
    "asks again after a correction of what its caller knows: %s",
    async (words) => {
      const ada = simulate(build("street"));
      await ada.say("trip for 2");
      expect((await ada.say(words)).texts).toEqual(["Which city?"]);
      expect((await ada.state()).current?.question?.attempts).toBe(1);
      expect((await ada.say("Lille")).texts).toEqual(["Found it.", "3 at Main street, Lille"]);
    },
  );

  test("takes a correction of its caller for no free text", async () => {
    const road = story("road", { slots: { name: v.string() } });
    const order = story("order", { keywords: ["order"], slots: { count: number(), street: v.string() } });
    const ada = simulate(
      createBot({
        stories: [
          order.handle({
            ask: { count: () => "How many?", street: (turn) => turn.callStory(road.link(), { into: "street" }) },
            run: (_turn, { count, street }) => `${count} to ${street}`,
          }),
          road.handle({ ask: { name: () => "Road?" }, run: (turn, { name }) => turn.returnValue(name) }),
        ],
        fallback,
      }),
    );
    await ada.say("order 2");
    expect((await ada.say("no, make it three")).texts).toEqual(["Road?"]);
    expect((await ada.say("3 Mill Road")).texts).toEqual(["3 to 3 Mill Road"]);
  });

  test("is one form with its caller: it sums up both, and both are left", async () => {
    const ada = simulate(build("street"));
    await ada.say("trip for 2");
    expect((await ada.say("what did I say so far?")).texts).toEqual(["So far:\n- seats: 2", "Which city?"]);
    expect((await ada.say("cancel")).texts).toEqual(["All right, your trip is cancelled."]);
    const { current, suspended } = await ada.state();
    expect({ current, suspended }).toEqual({ current: undefined, suspended: undefined });
  });

  test("by a slot that there is not is named", async () => {
    const wrong = story("wrong", { keywords: ["wrong"], slots: { street: v.string() } }).handle({
      ask: { street: (turn) => turn.callStory(finder.link(), { into: "stret" }) },
      run: () => "",
    });
    const ada = simulate(createBot({ stories: [wrong], fallback }), { failures: "answer" });
    const { errors } = await ada.say("wrong");
    expect(String(errors[0]?.cause)).toContain('no slot "stret"; did you mean "street"?');
  });
});
