import { expect, test } from "vitest";
import type { EventContent } from "#channel/event.ts";
import { oneOf } from "#understanding/entities/one-of.ts";
import { number } from "#understanding/entities/number.ts";
import { story } from "./authoring/story.ts";
import { helloStory, say, testBot } from "./test-bot.ts";

const trip = story("trip", {
  keywords: ["trip"],
  slots: { city: oneOf("city", { lille: ["Lille", "the north"], lyon: ["Lyon"] }), seats: number({ min: 1, max: 9 }) },
  steps: { confirm: { intents: ["yes"] } },
});
const tripStory = trip.handle({
  ask: { city: () => "Which city?", seats: () => "How many seats?" },
  run(turn, { city, seats }) {
    turn.waitFor(trip.step("confirm"));
    return `${city}, ${seats}`;
  },
  steps: { confirm: () => "Booked." },
});

const meaning = (text: string, intent: string, slots?: Record<string, string>): EventContent => ({
  type: "text",
  text,
  meant: { intent, ...(slots === undefined ? {} : { slots }) },
});

test("what the channel has understood leads to its story, with the slots that it has found", async () => {
  const bot = testBot({ stories: [tripStory, helloStory] });
  expect(await bot.says(meaning("off we go", "trip", { city: "the north", seats: "2" }))).toEqual(["lille, 2"]);
});

test("a slot that the channel leaves out is filled by the words, and one that nothing fills is asked for", async () => {
  const bot = testBot({ stories: [tripStory, helloStory] });
  expect(await bot.says(meaning("to Lyon", "trip"))).toEqual(["How many seats?"]);
  expect(await bot.says(say("three"))).toEqual(["lyon, 3"]);
});

test("a value that the slot refuses is asked for again", async () => {
  const bot = testBot({ stories: [tripStory, helloStory] });
  expect(await bot.says(meaning("go", "trip", { city: "Atlantis", seats: "70" }))).toEqual(["Which city?"]);
});

test("an intent of a step counts while its story is under way", async () => {
  const bot = testBot({ stories: [tripStory, helloStory] });
  await bot.says(meaning("off we go", "trip", { city: "lyon", seats: "1" }));
  expect(await bot.says(meaning("si", "yes"))).toEqual(["Booked."]);
});

test("an intent that no story has counts for nothing: the words do", async () => {
  const bot = testBot({ stories: [tripStory, helloStory] });
  expect(await bot.says(meaning("hello", "AMAZON.Unknown"))).toEqual(["Hello"]);
  expect(await bot.says(meaning("whatever", "AMAZON.Unknown"))).toEqual(["fallback: not_understood"]);
});
