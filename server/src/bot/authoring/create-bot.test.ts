import { story } from "./story.ts";
import type { BotOptions } from "./bot-options.ts";
import { createBot } from "./create-bot.ts";
import { carousel, text } from "./messages.ts";
import { expect, test } from "vitest";
import { helloStory, testBot, weather } from "#bot/test-bot.ts";

test("two stories under one name are refused at once", () => {
  const twin = story("twin", { intents: ["hello"] });
  expect(() => testBot({ stories: [helloStory, twin.handle(() => "?")] })).toThrow(
    'the stories "hello" and "twin" both answer to the intent "hello"',
  );
});

test("wrong links and incomplete handlers do not compile", () => {
  // @ts-expect-error no such parameter value
  expect(weather.link({ city: "Rome" })).toBeDefined();
  // @ts-expect-error no such parameter
  expect(weather.link({ town: "Lille" })).toBeDefined();
  // @ts-expect-error no such step
  expect(() => weather.step("nope")).toThrow("unknown step");
  // @ts-expect-error a link is made by a story, not written by hand
  expect(text("x", { quickReplies: [{ label: "x", to: "weather?city=Lille" }] })).toBeDefined();
  // @ts-expect-error the step `city` has no handler
  expect(weather.handle({ run: () => "x", steps: {} })).toBeDefined();
  expect(carousel([{ title: "Lille", buttons: [{ label: "Go", to: weather.link({ city: "Lille" }) }] }]).type).toBe(
    "carousel",
  );
});

test("a bot without a fallback, and a contract without handlers, are named before anything runs", () => {
  const contract = story("bare") as unknown as BotOptions["stories"][number];
  const options = { stories: [helloStory, contract] } as unknown as BotOptions;
  expect(() => createBot(options)).toThrow(
    "bot: story 2 (bare) has no handlers; give it some: contract.handle({ run: … })\nbot: fallback is missing;",
  );
});
