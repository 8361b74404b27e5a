import { expect, test } from "vitest";
import { card, text } from "./authoring/messages.ts";
import { story } from "./authoring/story.ts";
import { say, tap, testBot } from "./test-bot.ts";

const names = ["Pass", "Ticket", "Bike", "Tandem"];
const [pass, ticket, bike, tandem] = names.map((label) => ({ label, to: story(label.toLowerCase(), {}).link() }));
const stories = names.map((name) => story(name.toLowerCase(), {}).handle(() => name));

const offers = story("offers", {}).handle(() => [
  text("By train:", { buttons: [{ label: "Timetable", url: "https://a.example/times" }, pass, ticket].flatMap(given) }),
  card({ title: "On your own", buttons: [bike, tandem].flatMap(given) }),
  "What would you like?",
]);

function given<Value>(value: Value | undefined): Value[] {
  return value === undefined ? [] : [value];
}

test.each([
  ["1", "Bike"],
  ["the second one", "Tandem"],
  ["pass", "Pass"],
  ["3", "fallback: not_understood"],
])("numbers begin anew in each message, and addresses have none: %s means %s", async (words, answer) => {
  const bot = testBot({ stories: [offers, ...stories] });
  await bot.says(tap("offers"));
  expect(await bot.says(say(words))).toEqual([answer]);
});
