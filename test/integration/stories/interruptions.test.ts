import { type Bot, createBot, oneOf, story, text } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import { setTimeout as delay } from "node:timers/promises";
import * as v from "valibot";
import { expect, test } from "vitest";

const fallback = (_turn: unknown, reason: string): string => `fallback: ${reason}`;

test("a story that may be superseded ends when the person writes again; others finish", async () => {
  const build = (whenSuperseded: "abort" | "finish"): Bot =>
    createBot({
      fallback,
      stories: [
        story("slow", { keywords: ["slow"], whenSuperseded }).handle(async function* (turn) {
          yield "one";
          await delay(whenSuperseded === "abort" ? 60_000 : 30, undefined, { signal: turn.signal });
          yield "two";
        }),
        story("hello", { keywords: ["hello"] }).handle(() => "Hello"),
      ],
    });
  for (const [mode, texts, outcome] of [
    ["abort", ["one"], "superseded"],
    ["finish", ["one", "two"], "answered"],
  ] as const) {
    const ada = simulate(build(mode));
    const slow = ada.say("slow");
    await delay(5);
    const next = ada.say("hello");
    expect(await slow).toMatchObject({ texts, outcome: { outcome } });
    expect((await next).texts).toEqual(["Hello"]);
  }
});

test("after a stop the messages so far stay, and the bot goes on with the next event", async () => {
  const bot = createBot({
    fallback,
    stories: [
      story("tale", { keywords: ["tale"] }).handle(async function* (turn) {
        yield (async function* () {
          yield "Once upon ";
          await delay(60_000, undefined, { signal: turn.signal });
        })();
      }),
      story("hello", { keywords: ["hello"] }).handle(() => "Hello"),
    ],
  });
  const ada = simulate(bot);
  const tale = ada.say("tale");
  await delay(20);
  ada.stop();
  expect(await tale).toMatchObject({ texts: ["Once upon "], outcome: { outcome: "stopped" } });
  expect((await ada.transcript()).find(({ type }) => type === "message.final")).toMatchObject({ stopped: true });
  expect((await ada.say("hello")).texts).toEqual(["Hello"]);
});

test("what was done before a stop is kept", async () => {
  const name = story("name", { keywords: ["name"], slots: { who: v.string() } });
  const bot = createBot({
    fallback,
    stories: [
      name.handle({
        ask: { who: () => "Who?" },
        async *run(turn, { who }) {
          turn.data["greeted"] = who;
          yield "One moment.";
          await delay(60_000, undefined, { signal: turn.signal });
        },
      }),
    ],
  });
  const ada = simulate(bot);
  await ada.say("name");
  const answer = ada.say("Ada");
  await delay(20);
  ada.stop();
  expect(await answer).toMatchObject({ texts: ["One moment."], outcome: { outcome: "stopped" } });
  const { data, current } = await ada.state();
  expect({ data, slots: current?.slots, question: current?.question }).toEqual({
    data: { greeted: "Ada" },
    slots: { who: "Ada" },
    question: undefined,
  });
});

test("a thumb does not break off the answer that it rates, and interrupts no question", async () => {
  const slow = story("slow", { keywords: ["slow"], whenSuperseded: "abort" });
  const thanks = story("thanks", { events: ["feedback"] });
  const name = story("name", { keywords: ["name"], slots: { who: v.string() } });
  const bot = createBot({
    fallback,
    stories: [
      slow.handle(async function* (turn) {
        yield "one";
        await delay(30, undefined, { signal: turn.signal });
        yield "two";
      }),
      thanks.handle(() => "Thanks!"),
      name.handle({ ask: { who: () => "Who?" }, run: (_turn, { who }) => `Hello ${who}` }),
    ],
  });
  const ada = simulate(bot);
  const answer = ada.say("slow");
  await delay(5);
  await ada.rate("up");
  expect((await answer).texts).toEqual(["one", "two"]);

  await ada.say("name");
  expect((await ada.rate("down")).texts).toEqual(["Thanks!"]);
  expect((await ada.say("Ada")).texts).toEqual(["Hello Ada"]);
});

test("a failing offer to go on does not undo the answer before it", async () => {
  const name = story("name", { keywords: ["name"], slots: { who: v.string() } });
  const bot = createBot({
    fallback,
    resumption: () => {
      throw new Error("broken on purpose");
    },
    stories: [
      name.handle({ ask: { who: () => "Who?" }, run: (_turn, { who }) => `Hello ${who}` }),
      story("hello", { keywords: ["hello"] }).handle(() => "Hello"),
    ],
  });
  const ada = simulate(bot);
  await ada.say("name");
  expect(await ada.say("hello")).toMatchObject({ texts: ["Hello"], outcome: { outcome: "answered" } });
});

test("the offer to go on repeats the quick replies of the answer before it", async () => {
  const ask = story("ask", { keywords: ["ask"], slots: { who: v.string() } });
  const more = {
    quickReplies: [
      { label: "More", to: ask.link() },
      { label: "Again", say: "hello" },
    ],
  };
  const bot = createBot({
    fallback,
    stories: [
      ask.handle({ ask: { who: () => "Who?" }, run: () => "Thanks" }),
      story("hello", { keywords: ["hello"] }).handle(() => text("Hello", more)),
    ],
  });
  const ada = simulate(bot);
  await ada.say("ask");
  expect((await ada.say("hello")).labels).toEqual(["Yes, go on", "No, thanks", "More", "Again"]);
});

test("an interrupted story that is named again goes on where it was; an offer that is tapped twice asks twice", async () => {
  const city = oneOf("city", ["Lille", "Lyon"]);
  const trip = story("trip", { keywords: ["trip"], slots: { from: city, name: v.string() } });
  const bot = createBot({
    fallback,
    stories: [
      trip.handle({
        ask: { from: () => "From?", name: () => "Name?" },
        run: (_turn, { from, name }) => `${from} ${name}`,
      }),
      story("hello", { keywords: ["hello"] }).handle(() => "Hello"),
    ],
  });
  const ada = simulate(bot);
  await ada.say("trip");
  await ada.say("Lille");
  await ada.say("hello");
  expect((await ada.say("trip")).texts).toEqual(["Name?"]);
  const aside = await ada.say("hello");
  const [goOn] = aside.choices;
  if (goOn?.link === undefined) throw new Error("no offer to go on");
  expect((await ada.follow(goOn.link)).texts).toEqual(["Name?"]);
  expect((await ada.follow(goOn.link)).texts).toEqual(["Name?"]);
  expect((await ada.say("Ada")).texts).toEqual(["Lille Ada"]);
});
