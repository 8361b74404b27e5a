import { expect, test } from "vitest";
import { story } from "#bot/authoring/story.ts";
import { testBot } from "#bot/test-bot.ts";

const person = story("person", { keywords: ["person"] }).handle((turn) => {
  turn.handover({ forMs: 0 });
  return "A colleague comes.";
});
const quiet = story("quiet", { keywords: ["quiet"] }).handle(() => undefined);
const thanks = story("thanks", { events: ["reaction"] }).handle(() => "Thanks");
const disclosure = { en: "I am a bot.", fr: "Je suis un robot." };
const say = (text: string) => ({ type: "text" as const, text });

test("that it is a bot is said before the first answer, and not again", async () => {
  const bot = testBot({ stories: [person, quiet], disclosure });
  expect(await bot.says(say("xyz"))).toEqual(["I am a bot.", "fallback: not_understood"]);
  expect(await bot.says(say("xyz"))).toEqual(["fallback: not_understood"]);
});

test("it is said again once people have given the conversation back", async () => {
  const bot = testBot({ stories: [person], disclosure });
  await bot.says(say("xyz"));
  expect(await bot.says(say("person"))).toEqual(["A colleague comes."]);
  expect(await bot.says(say("xyz"))).toEqual(["I am a bot.", "fallback: not_understood"]);
  expect(await bot.says(say("xyz"))).toEqual(["fallback: not_understood"]);
});

test("it is in the language of the answer, else in the bot's first one", async () => {
  expect(await testBot({ disclosure }).says(say("xyz"), "fr")).toEqual([
    "Je suis un robot.",
    "fallback: not_understood",
  ]);
  expect(await testBot({ disclosure: { en: "Bot" } }).says(say("xyz"), "fr")).toEqual([
    "Bot",
    "fallback: not_understood",
  ]);
  expect(await testBot({ disclosure: { de: "Bot" } }).says(say("xyz"))).toEqual(["fallback: not_understood"]);
});

test("a story that says nothing is told apart, and what happens beside the conversation needs none", async () => {
  const bot = testBot({ stories: [quiet, thanks], disclosure });
  expect(await bot.says({ type: "reaction", messageId: "m", emoji: "👍", added: true })).toEqual(["Thanks"]);
  expect(await bot.says(say("quiet"))).toEqual(["I am a bot.", "fallback: said_nothing"]);
});
