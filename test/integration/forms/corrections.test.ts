import { createBot, date, email, intent, number, oneOf, phone, story, text, yesNo } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import * as v from "valibot";
import { describe, expect, test } from "vitest";

const fallback = (_turn: unknown, reason: string): string => `fallback: ${reason}`;
const free = v.string();
const size = oneOf("size", { small: ["small", "petite"], medium: ["medium", "moyenne"], large: ["large", "grande"] });
const yes = intent("yes", { keywords: ["yes"] });
const no = intent("no", { keywords: ["no"] });

const table = story("table", {
  keywords: ["table"],
  slots: {
    size,
    count: { entity: number({ integer: true }), title: { en: "number of people" } },
    gift: { entity: yesNo(), optional: true },
    street: free,
  },
  steps: { confirm: { intents: [yes] }, drop: { intents: [no] } },
});
const tableStory = table.handle({
  ask: { size: () => "Size?", count: () => "How many?", street: () => "Street?" },
  run: (turn, { size: which, count, street, gift }) => {
    turn.waitFor(table.step("confirm"));
    return text(`${count} ${which} at ${street}${gift === undefined ? "" : ` gift ${gift}`}?`, {
      quickReplies: [
        { label: "Yes", to: table.step("confirm") },
        { label: "No", to: table.step("drop") },
      ],
    });
  },
  steps: { confirm: (turn) => `confirmed by ${turn.text}`, drop: () => "dropped" },
});
const hello = story("hello", { keywords: ["hello"] }).handle(() => "Hello");
const bot = createBot({ stories: [tableStory, hello], fallback, locales: ["en", "fr"] });

async function atStreet(locale = "en") {
  const ada = simulate(bot, { locale, at: Date.UTC(2026, 10, 29) });
  await ada.say("table");
  await ada.say(locale === "fr" ? "grande" : "large");
  expect((await ada.say("2")).texts).toEqual(["Street?"]);
  return ada;
}

describe("a filled slot", () => {
  test("is not overwritten by chance", async () => {
    const ada = await atStreet();
    expect((await ada.say("12 rue de Paris")).texts).toEqual(["2 large at 12 rue de Paris?"]);
  });

  test.each([
    ["no, three please", 3],
    ["No three please", 3],
    ["rather 3", 3],
    ["make it 3", 3],
    ["sorry, I meant 3", 3],
    ["3 instead", 3],
    ["no, make it 3 people", 3],
    ["not 2 but 4", 4],
    ["4, not 2", 4],
    ["4 instead of 2", 4],
    ["I don't want 2, 4", 4],
    ["number of people: 5", 5],
  ])("is corrected by %s while another one is asked", async (words, count) => {
    const ada = await atStreet();
    expect((await ada.say(words)).texts).toEqual(["Street?"]);
    const { current } = await ada.state();
    expect(current?.slots).toEqual({ size: "large", count });
    expect(current?.question?.attempts).toBe(1);
    expect((await ada.say("12 rue de Paris")).texts).toEqual([`${count} large at 12 rue de Paris?`]);
  });

  test.each([
    ["non, trois", 3],
    ["plutôt 3", 3],
    ["je voulais dire 3", 3],
    ["pas 2 mais 4", 4],
    ["4 et pas 2", 4],
    ["4 au lieu de 2", 4],
    ["je n'en veux pas 2 mais 4", 4],
  ])("is corrected in French by %s", async (words, count) => {
    const ada = await atStreet("fr");
    expect((await ada.say(words)).texts).toEqual(["Street?"]);
    expect((await ada.state()).current?.slots["count"]).toBe(count);
  });

  test.each([
    ["not large, small", "small"],
    ["not large but medium", "medium"],
    ["no, small", "small"],
    ["small, please, instead of large", "small"],
  ])("of names is corrected by %s", async (words, which) => {
    const ada = await atStreet();
    expect((await ada.say(words)).texts).toEqual(["Street?"]);
    expect((await ada.state()).current?.slots).toEqual({ size: which, count: 2 });
  });

  test("is empty after a denial without another value, and asked for", async () => {
    const ada = await atStreet();
    expect((await ada.say("not large")).texts).toEqual(["Size?"]);
    expect((await ada.say("small")).texts).toEqual(["Street?"]);
  });

  test.each([
    ["No, three please", "3 large at Quay 1?"],
    ["not 2 but 4", "4 large at Quay 1?"],
    ["make it small", "2 small at Quay 1?"],
  ])("is corrected under the summary by %s, and the rest stays", async (words, summary) => {
    const ada = await atStreet();
    await ada.say("Quay 1");
    expect((await ada.say(words)).texts).toEqual([summary]);
  });

  test("is not overwritten by what is said beside the answer to another question", async () => {
    const ada = simulate(bot);
    await ada.say("table");
    await ada.say("small");
    expect((await ada.say("4, like the large family next door")).texts).toEqual(["Street?"]);
    expect((await ada.state()).current?.slots).toEqual({ size: "small", count: 4 });
  });

  test("keeps its value when the summary's question is answered with a number by chance", async () => {
    const ada = await atStreet();
    await ada.say("Quay 1");
    expect((await ada.say("well, 7 of us think so")).texts).toEqual(["fallback: not_understood"]);
    expect((await ada.state()).current?.slots["count"]).toBe(2);
    expect((await ada.say("yes")).texts).toEqual(["confirmed by yes"]);
  });

  test("keeps its value when a remark under the summary names another one", async () => {
    const join = story("join", { keywords: ["join"], slots: { mail: email(), count: number() } });
    const ada = simulate(
      createBot({
        stories: [
          join.handle({
            ask: { mail: () => "Mail?", count: () => "How many?" },
            run: (turn, { mail, count }) => {
              turn.waitFor(join.link());
              return `${mail} for ${count}?`;
            },
          }),
        ],
        fallback,
      }),
    );
    await ada.say("join");
    await ada.say("ada@example.com");
    await ada.say("2");
    const summary = "ada@example.com for 2?";
    expect((await ada.say("he also has bob@example.com")).texts).toEqual([summary]);
    expect((await ada.say("we bring 3 dogs to the party")).texts).toEqual([summary]);
    expect((await ada.say("eve@example.com")).texts).toEqual(["eve@example.com for 2?"]);
    expect((await ada.say("make it 4")).texts).toEqual(["eve@example.com for 4?"]);
  });

  test("may get a new value when nothing waits", async () => {
    const count = story("count", { keywords: ["count"], slots: { count: number() } });
    const counting = count.handle({ ask: { count: () => "How many?" }, run: (_turn, values) => `${values.count}` });
    const ada = simulate(createBot({ stories: [counting, hello], fallback }));
    await ada.say("count 2");
    expect((await ada.say("three please")).texts).toEqual(["3"]);
    expect((await ada.say("thanks, see you at 8")).texts).toEqual(["fallback: not_understood"]);
  });

  test("of several of one kind, a correction means the one that it denies, or else the last one", async () => {
    const city = oneOf("city", ["Lille", "Lyon", "Nice", "Paris"]);
    const trip = story("trip", { keywords: ["trip"], slots: { from: city, to: city, seats: number() } });
    const tripBot = createBot({
      stories: [
        trip.handle({
          ask: { from: () => "From?", to: () => "To?", seats: () => "Seats?" },
          run: (_turn, { from, to, seats }) => `${from}-${to} ${seats}`,
        }),
      ],
      fallback,
    });
    const ada = simulate(tripBot);
    await ada.say("trip");
    await ada.say("Lille");
    await ada.say("Lyon");
    expect((await ada.say("no, Nice")).texts).toEqual(["Seats?"]);
    expect((await ada.state()).current?.slots).toEqual({ from: "Lille", to: "Nice" });
    await ada.say("not Lille but Paris");
    expect((await ada.state()).current?.slots).toEqual({ from: "Paris", to: "Nice" });
  });
});

describe("the answer to a question", () => {
  test.each([
    ["not large, small", "small"],
    ["anything but large", undefined],
    ["large rather than small", "large"],
    ["why not large", "large"],
  ])("%s is understood with its negation", async (words, which) => {
    const ada = simulate(bot);
    await ada.say("table");
    const answer = await ada.say(words);
    expect((await ada.state()).current?.slots["size"]).toBe(which);
    expect(answer.texts).toEqual([which === undefined ? "Size?" : "How many?"]);
  });

  test.each([
    ["pas grande, petite", "small"],
    ["petite et pas grande", "small"],
    ["pourquoi pas grande", "large"],
    ["pas grande", undefined],
  ])("%s is understood in French", async (words, which) => {
    const ada = simulate(bot, { locale: "fr" });
    await ada.say("table");
    await ada.say(words);
    expect((await ada.state()).current?.slots["size"]).toBe(which);
  });

  test("with a no of its own fills nothing else", async () => {
    const ada = await atStreet();
    await ada.say("no, three please");
    expect((await ada.state()).current?.slots).toEqual({ size: "large", count: 3 });
  });
});

describe("words that answered are spent", () => {
  test("a story that is switched to does not take the answer of the one before", async () => {
    const survey = story("survey", { slots: { rating: number({ min: 1, max: 10 }) } });
    const shoes = story("shoes", { keywords: ["shoes"], slots: { shoe: number() } });
    const shop = createBot({
      stories: [
        shoes.handle({ ask: { shoe: () => "Shoe size?" }, run: (turn) => turn.switchTo(survey.link()) }),
        survey.handle({ ask: { rating: () => "Rating?" }, run: (_turn, { rating }) => `rated ${rating}` }),
      ],
      fallback,
    });
    const ada = simulate(shop);
    await ada.say("shoes");
    expect((await ada.say("9")).texts).toEqual(["Rating?"]);
    expect((await ada.say("4")).texts).toEqual(["rated 4"]);
  });

  test("what nobody has used is for the story that is switched to", async () => {
    const trip = story("trip", { slots: { seats: number() } });
    const door = story("door", { keywords: ["travel"] });
    const dispatcher = createBot({
      stories: [
        door.handle((turn) => turn.switchTo(trip.link())),
        trip.handle({ ask: { seats: () => "Seats?" }, run: (_turn, { seats }) => `${seats} seats` }),
      ],
      fallback,
    });
    expect((await simulate(dispatcher).say("travel for 4")).texts).toEqual(["4 seats"]);
  });

  test("an answer that is taken whole fills nothing else", async () => {
    const contact = story("contact", {
      keywords: ["contact"],
      slots: { seats: number(), remarks: free, mail: email(), tel: phone(), when: date() },
    });
    const bot = createBot({
      stories: [
        contact.handle({
          ask: {
            seats: () => "Seats?",
            remarks: () => "Remarks?",
            mail: () => "Mail?",
            tel: () => "Phone?",
            when: () => "When?",
          },
          run: () => "Done",
        }),
      ],
      fallback,
    });
    const ada = simulate(bot);
    await ada.say("contact");
    await ada.say("4");
    const note = "we bring 2 dogs tomorrow, ask my wife at eve@example.com or +33 6 12 34 56 78";
    expect((await ada.say(note)).texts).toEqual(["Mail?"]);
    expect((await ada.state()).current?.slots).toEqual({ seats: 4, remarks: note });
  });
});

describe("a correction means what is filled before what is open", () => {
  const seats = story("seats", {
    keywords: ["seats"],
    slots: {
      count: number({ integer: true }),
      children: { entity: number({ integer: true }), optional: true },
      day: date(),
      back: { entity: date(), optional: true },
      name: free,
    },
    steps: { confirm: { intents: [yes] } },
  });
  const seatsBot = createBot({
    stories: [
      seats.handle({
        ask: { count: () => "How many?", day: () => "Which day?", name: () => "Whose name?" },
        run: (turn, { count, children, day, back, name }) => {
          turn.waitFor(seats.step("confirm"));
          return `${count} seats ${children ?? "no"} children ${day.date} back ${back?.date ?? "open"} for ${name}?`;
        },
        steps: { confirm: () => "confirmed" },
      }),
    ],
    fallback,
    locales: ["en", "fr", "de"],
  });
  const open = async (locale: string) => {
    const ada = simulate(seatsBot, { locale, at: Date.UTC(2026, 10, 29, 12) });
    for (const words of [
      "seats",
      "2",
      { en: "on 4 December", fr: "le 4 décembre", de: "am 4. Dezember" }[locale] ?? "",
    ])
      await ada.say(words);
    return ada;
  };

  test.each([
    ["en", "no, three please", "3 seats no children 2026-12-04 back open for Ada?"],
    ["en", "make it three", "3 seats no children 2026-12-04 back open for Ada?"],
    ["en", "not 2 but 4", "4 seats no children 2026-12-04 back open for Ada?"],
    ["en", "no, on 5 December", "2 seats no children 2026-12-05 back open for Ada?"],
    ["en", "children 1", "2 seats 1 children 2026-12-04 back open for Ada?"],
    ["fr", "non, plutôt trois", "3 seats no children 2026-12-04 back open for Ada?"],
    ["de", "nein, lieber drei", "3 seats no children 2026-12-04 back open for Ada?"],
  ])("%s %j at the summary", async (locale, words, summary) => {
    const ada = await open(locale);
    expect((await ada.say("Ada")).texts).toEqual(["2 seats no children 2026-12-04 back open for Ada?"]);
    expect((await ada.say(words)).texts).toEqual([summary]);
  });

  test("also while something else is asked", async () => {
    const ada = await open("en");
    await ada.say("no, three");
    expect((await ada.say("Ada")).texts).toEqual(["3 seats no children 2026-12-04 back open for Ada?"]);
  });
});
