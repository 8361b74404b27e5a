import { createBot, story, text } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import { expect, test } from "vitest";

const fallback = (_turn: unknown, reason: string): string => `fallback: ${reason}`;
const person = story("person", { keywords: ["person"] });
const hello = story("hello", { keywords: ["hello"] });
const back = story("back", { keywords: ["bot please"], resumesBot: true });

const bot = (taps: "stay" | "resume") =>
  createBot({
    fallback,
    handover: { taps, expiresAfter: 3_600_000 },
    stories: [
      person.handle(async function* (turn) {
        yield text("Someone is coming.", { quickReplies: [{ label: "Hello", to: hello.link() }] });
        turn.handover();
      }),
      hello.handle(() => "Hello"),
      back.handle(() => "Here I am again."),
    ],
  });

test("once it has handed over, the bot is silent and keeps the transcript", async () => {
  const ada = simulate(bot("stay"));
  expect((await ada.say("person")).texts).toEqual(["Someone is coming."]);
  expect(await ada.say("hello")).toMatchObject({ texts: [], outcome: { outcome: "paused" } });
  const said = (await ada.transcript()).flatMap((event) => (event.type === "visitor" ? [event.content] : []));
  expect(said).toEqual([
    { type: "text", text: "person" },
    { type: "text", text: "hello" },
  ]);
});

test("the handover ends by itself", async () => {
  const ada = simulate(bot("stay"));
  await ada.say("person");
  ada.wait({ minutes: 61 });
  expect((await ada.say("hello")).texts).toEqual(["Hello"]);
});

test("a tap ends the handover only if the policy says so", async () => {
  const stays = simulate(bot("stay"));
  await stays.say("person");
  expect((await stays.tap("Hello")).outcome.outcome).toBe("paused");

  const resumes = simulate(bot("resume"));
  await resumes.say("person");
  expect((await resumes.tap("Hello")).texts).toEqual(["Hello"]);
  expect((await resumes.say("hello")).texts).toEqual(["Hello"]);
});

test("a story with resumesBot answers during a handover, if it is clearly asked for", async () => {
  const ada = simulate(bot("stay"));
  await ada.say("person");
  expect((await ada.say("could I have the bot please")).outcome.outcome).toBe("paused");
  expect((await ada.say("bot please")).texts).toEqual(["Here I am again."]);
  expect((await ada.say("hello")).texts).toEqual(["Hello"]);
});

test("the channel may take the conversation from the bot, and give it back", async () => {
  const ada = simulate(bot("stay"));
  await ada.act({ type: "handover", to: "agent" });
  expect((await ada.say("hello")).outcome.outcome).toBe("paused");
  await ada.act({ type: "handover", to: "bot" });
  expect((await ada.say("hello")).texts).toEqual(["Hello"]);
});

test("a handover outlives the conversation it began in", async () => {
  const long = createBot({
    fallback,
    conversationTimeout: 60_000,
    stories: [
      person.handle((turn) => {
        turn.handover({ forMs: 600_000 });
        return "One moment.";
      }),
      hello.handle(() => "Hello"),
    ],
  });
  const ada = simulate(long);
  await ada.say("person");
  ada.wait({ minutes: 5 });
  expect((await ada.say("hello")).outcome.outcome).toBe("paused");
});
