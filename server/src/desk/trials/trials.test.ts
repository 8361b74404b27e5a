import type { Trial } from "@causerie/protocol/desk";
import { expect, test } from "vitest";
import { createBot } from "#bot/authoring/create-bot.ts";
import { story } from "#bot/authoring/story.ts";
import { Trials } from "./trials.ts";

const hang = story("hang", { keywords: ["hang"] });
let answered = 0;
const bot = createBot({
  stories: [hang.handle(() => new Promise<string>(() => {}))],
  fallback: ({ text }) => `${text} ${(answered += 1)}`,
});
const trial = (...texts: string[]): Trial => ({
  id: "talk",
  at: 0,
  channel: "web",
  acts: texts.map((text) => ({ type: "say", text })),
});

const noRules = {};

test("a story that never ends is broken off, and the talk goes on from before it", async () => {
  const trials = new Trials({ bot, storyRules: () => noRules, now: () => 0, turnMs: 20 });
  const { turns, isWhole } = await trials.run("ada", trial("hello", "hang", "are you there"));
  expect(turns.map(({ outcome }) => outcome)).toEqual(["not_understood", "late"]);
  expect(isWhole).toBe(true);
  await expect(trials.testOf("ada", trial("hello", "hang"))).rejects.toThrow("before the late one");
  const again = await trials.run("ada", trial("hello", "go on"));
  expect(again.turns.map(({ outcome }) => outcome)).toEqual(["not_understood", "not_understood"]);
});

test("a talk is forgotten after an hour without a word, and is done anew from what was said", async () => {
  let now = 0;
  const trials = new Trials({ bot, storyRules: () => noRules, now: () => now });
  const text = async () => (await trials.run("ada", trial("hello"))).turns[0]?.bubbles[0]?.text;
  const first = await text();
  now += 3_599_999;
  expect(await text()).toBe(first);
  now += 3_600_000;
  expect(await text()).not.toBe(first);
});

test("one person keeps eight talks, and nobody sees another's", async () => {
  const trials = new Trials({ bot, storyRules: () => noRules, now: () => 0 });
  const text = async (owner: string, id: string) =>
    (await trials.run(owner, { ...trial("hello"), id })).turns[0]?.bubbles[0]?.text;
  const first = await text("ada", "0");
  expect(await text("ben", "0")).not.toBe(first);
  for (let id = 1; id < 8; id += 1) await text("ada", String(id));
  expect(await text("ada", "0")).toBe(first);
  for (let id = 1; id < 9; id += 1) await text("ada", String(id));
  expect(await text("ada", "0")).not.toBe(first);
});
