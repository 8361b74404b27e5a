import { createBot, intent, story, text } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import type { Entity } from "@causerie/server/understanding/entities/entity.ts";
import * as v from "valibot";
import { expect, test } from "vitest";

/** Finds whole words of a list. */
function words<const Word extends string>(name: string, list: readonly Word[]): Entity<Word> {
  const meant = (said: string): Word | undefined => list.find((word) => word.toLowerCase() === said.toLowerCase());
  return {
    name,
    find: (said) =>
      [...said.matchAll(/\p{L}+/gu)].flatMap((match) => {
        const value = meant(match[0]);
        return value === undefined ? [] : [{ start: match.index, end: match.index + match[0].length, value }];
      }),
    read: (said) => meant(said.trim()),
  };
}

const city = words("city", ["Lille", "Lyon", "Nice"]);
const elsewhere = intent("elsewhere", { keywords: ["and in"] });

const trip = story("trip", {
  title: { en: "your trip" },
  keywords: ["trip"],
  secondary: [elsewhere],
  params: v.object({ class: v.optional(v.picklist(["first", "second"])) }),
  slots: {
    from: { entity: city, after: ["from"] },
    to: { entity: city, after: ["to"] },
    seats: v.pipe(v.string(), v.regex(/^\d+$/, "is no number"), v.transform(Number), v.maxValue(9, "is too many")),
    name: { schema: v.string(), optional: true },
  },
  steps: { confirm: true },
});

const tripStory = trip.handle({
  ask: {
    from: (_turn, { attempt, reason }) => `From? ${reason} ${attempt}`,
    to: (_turn, { said }) =>
      text(said === undefined ? "To?" : `To? not ${said}`, {
        quickReplies: [{ label: "To Nice", to: trip.link({ to: "Nice" }) }],
      }),
    seats: (_turn, { issues }) =>
      ["How many?", ...issues.map((issue) => ("message" in issue ? issue.message : issue.code))].join(" "),
  },
  giveUp: (_turn, { slot, attempts }) => `Never mind the ${slot} after ${attempts}`,
  run: (_turn, { from, to, seats, class: which, name }) =>
    text(`${from}-${to} x${seats + 0} ${which ?? "any"} ${name ?? "nobody"}`, {
      quickReplies: [{ label: "Confirm", to: trip.step("confirm") }],
    }),
  steps: { confirm: (_turn, { from, to }) => `Confirmed ${from ?? "?"}-${to ?? "?"}` },
});
const hello = story("hello", { keywords: ["hello"] }).handle(() => "Hello");

const bot = createBot({ stories: [tripStory, hello], fallback: (_turn, reason) => `fallback: ${reason}` });
const talk = () => simulate(bot, { at: 0 });

test("slots are asked for one after another, and the story runs when all are known", async () => {
  const ada = talk();
  expect((await ada.say("trip")).texts).toEqual(["From? missing 1"]);
  expect((await ada.say("Lille")).texts).toEqual(["To?"]);
  expect((await ada.say("Lyon")).texts).toEqual(["How many?"]);
  expect((await ada.say("2")).texts).toEqual(["Lille-Lyon x2 any nobody"]);
});

test("a slot that the first sentence fills is not asked for", async () => {
  const ada = talk();
  expect((await ada.say("a trip to Nice from Lyon please")).texts).toEqual(["How many?"]);
  expect((await ada.say("3")).texts).toEqual(["Lyon-Nice x3 any nobody"]);
});

test("without words that distinguish them, two values of one entity fill the slots in their order", async () => {
  const ada = talk();
  await ada.say("trip");
  expect((await ada.say("Lille Lyon")).texts).toEqual(["How many?"]);
  expect((await ada.state()).current?.slots).toEqual({ from: "Lille", to: "Lyon" });
});

test("a question without a usable answer is asked again, with the reason and the count, and given up after three times", async () => {
  const ada = talk();
  await ada.say("trip");
  expect((await ada.say("Atlantis")).texts).toEqual(["From? invalid 2"]);
  expect((await ada.say("El Dorado")).texts).toEqual(["From? invalid 3"]);
  expect((await ada.say("Utopia")).texts).toEqual(["Never mind the from after 3"]);
  expect((await ada.say("Lille")).texts).toEqual(["fallback: not_understood"]);
});

test("the schema's reason reaches the story", async () => {
  const ada = talk();
  await ada.say("trip from Lille to Lyon");
  expect((await ada.say("many")).texts).toEqual(["How many? is no number"]);
  expect((await ada.say("12")).texts).toEqual(["How many? is too many"]);
});

test("a button may fill a slot, and its parameters are kept until the other slots are known", async () => {
  const ada = talk();
  await ada.follow(trip.link({ class: "first", from: "Lille" }));
  expect((await ada.tap("To Nice")).texts).toEqual(["How many?"]);
  expect((await ada.say("1")).texts).toEqual(["Lille-Nice x1 first nobody"]);
});

test("after a link with an unreadable slot the story asks for it; a parameter that the schema refuses is an unknown link", async () => {
  const ada = talk();
  expect((await ada.follow("trip?from=Lille&to=Atlantis")).texts).toEqual(["To? not Atlantis"]);
  expect((await ada.follow("trip?class=third")).texts).toEqual(["fallback: unknown_link"]);
});

test("while the story is under way, a secondary intent keeps its slots; without it the story begins anew", async () => {
  const ada = talk();
  await ada.say("trip from Lille to Lyon");
  await ada.say("1");
  expect((await ada.tap("Confirm")).texts).toEqual(["Confirmed Lille-Lyon"]);
  expect((await ada.say("and in, say, to Nice")).texts).toEqual(["Lille-Nice x1 any nobody"]);
  expect((await ada.say("trip")).texts).toEqual(["From? missing 1"]);
});

test("another subject interrupts the question; the bot offers to go on, and asks it again in the same words", async () => {
  const ada = talk();
  await ada.say("trip from Lille");
  const aside = await ada.say("hello");
  expect(aside.texts).toEqual(["Hello", "Shall we go on with your trip?"]);
  expect(aside.labels).toEqual(["Yes, go on", "No, thanks"]);
  const again = await ada.tap("Yes, go on");
  expect(again.texts).toEqual(["To?"]);
  expect(again.labels).toEqual(["To Nice"]);
  expect((await ada.say("Lyon")).texts).toEqual(["How many?"]);
});

test("after a refusal the bot does not offer again to go on", async () => {
  const ada = talk();
  await ada.say("trip from Lille");
  await ada.say("hello");
  expect((await ada.tap("No, thanks")).texts).toEqual(["All right."]);
  expect((await ada.state()).suspended).toBeUndefined();
  expect((await ada.say("hello")).texts).toEqual(["Hello"]);
});

test("a text that does not answer the question but asks for another story goes there", async () => {
  const ada = talk();
  await ada.say("trip");
  expect((await ada.say("oh hello there")).texts[0]).toBe("Hello");
});

test("a conversation without a turn for a day begins anew", async () => {
  const ada = talk();
  await ada.say("trip from Lille");
  ada.wait({ hours: 25 });
  expect((await ada.say("Lyon")).texts).toEqual(["fallback: not_understood"]);
});

test("a sticker or a location closes no question", async () => {
  const ada = talk();
  await ada.say("trip");
  await ada.attach({ kind: "sticker" });
  await ada.share(50.6, 3.1);
  expect((await ada.say("Lille")).texts).toEqual(["To?"]);
});

test("an answer to the interrupted question counts, even before the question is asked again", async () => {
  const ada = talk();
  await ada.say("trip from Lille");
  await ada.say("hello");
  expect((await ada.say("Lyon")).texts).toEqual(["How many?"]);
});

test("a number is the answer of a slot that accepts it, not the number of a choice", async () => {
  const count = story("count", { keywords: ["count"], slots: { seats: v.pipe(v.string(), v.transform(Number)) } });
  const few = createBot({
    fallback: () => "?",
    stories: [
      count.handle({
        ask: {
          seats: () =>
            text("How many?", {
              quickReplies: [
                { label: "Just me", to: count.link({ seats: 1 }) },
                { label: "A family", to: count.link({ seats: 5 }) },
              ],
            }),
        },
        run: (_turn, { seats }) => `${seats} seats`,
      }),
    ],
  });
  const ada = simulate(few);
  await ada.say("count");
  expect((await ada.say("2")).texts).toEqual(["2 seats"]);
});

test("a story that may not be interrupted asks again, even if another story was meant", async () => {
  const pay = story("pay", { keywords: ["pay"], interruptible: false, slots: { city } });
  const strict = createBot({
    fallback: () => "?",
    stories: [pay.handle({ ask: { city: ({ text: said }) => `City? ${said}` }, run: () => "Paid" }), hello],
  });
  const ada = simulate(strict);
  await ada.say("pay");
  expect((await ada.say("hello")).texts).toEqual(["City? hello"]);
});
