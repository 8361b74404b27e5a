import { expect, test } from "vitest";
import { pickTockStory, type TockAsk } from "./pick-tock-story.ts";

const stories = [
  {
    mainIntent: "weather",
    name: "weather-story",
    otherStarterIntents: ["forecast"],
    secondaryIntents: ["tomorrow"],
    steps: [
      { name: "day", mainIntent: "day" },
      { name: "hour", mainIntent: "hour", secondaryIntents: ["tomorrow"] },
    ],
  },
  { mainIntent: "trains", name: "trains", otherStarterIntents: ["tomorrow"] },
  { mainIntent: "tock:unknown", name: "own unknown" },
];
const weather = { storyId: "weather-story" };

test.each<[string, Partial<TockAsk>, { storyId: string; step?: string }]>([
  ["a main intent begins its story", { intent: "weather" }, weather],
  ["so does another starter", { intent: "forecast" }, weather],
  ["a secondary intent stays in its story", { intent: "tomorrow", current: weather }, weather],
  ["and begins another one elsewhere", { intent: "tomorrow" }, { storyId: "trains" }],
  ["an intent of a step stays, at the step", { intent: "day", current: weather }, { ...weather, step: "day" }],
  [
    "a step stays as long as it knows the intent",
    { intent: "tomorrow", current: { ...weather, step: "hour" } },
    { ...weather, step: "hour" },
  ],
  [
    "and is left when it does not",
    { intent: "day", current: { ...weather, step: "hour" } },
    { ...weather, step: "day" },
  ],
  ["a button names its step", { intent: "weather", step: "hour" }, { ...weather, step: "hour" }],
  [
    "an intent of nobody goes to the unknown story",
    { intent: "fares", current: weather },
    { storyId: "tock_unknown_story" },
  ],
  ["the bot's own story for it is not asked", { intent: undefined }, { storyId: "tock_unknown_story" }],
  ["a bot that has declared nothing gets the intent", { intent: "fares", stories: undefined }, { storyId: "fares" }],
  ["and the unknown story", { intent: undefined, stories: undefined }, { storyId: "tock_unknown_story" }],
])("%s", (_rule, ask, expected) => {
  const found = pickTockStory({ stories, current: undefined, intent: undefined, step: undefined, ...ask });
  expect(found).toEqual({ intent: ask.intent ?? "tock:unknown", position: expected });
});
