import { simulate, storyLint } from "@causerie/server/testing";
import { expect, test } from "vitest";
import { bot, table } from "./bot.ts";

test("a visitor is welcomed, and books a table", async () => {
  const ada = simulate(bot);
  expect((await ada.open()).labels).toEqual(["Book a table"]);
  expect((await ada.tap("Book a table")).texts).toEqual(["For how many people?"]);
  expect((await ada.say("four")).texts).toEqual(["For lunch or for dinner?"]);
  expect((await ada.tap("Dinner")).texts).toEqual(["A table for 4, for dinner. Shall I book it?"]);
  expect((await ada.say("yes")).texts).toEqual(["Booked: 4 at dinner. See you soon!"]);
});

test("what is said at once is not asked again, and on Messenger nothing of it is lost", async () => {
  const zoe = simulate(bot, { channel: "messenger" });
  const answer = await zoe.say("can we have a table for two tonight?");
  expect(answer.texts).toEqual(["A table for 2, for dinner. Shall I book it?"]);
  expect(answer.losses).toEqual([]);
});

test("too many people are asked again", async () => {
  const eve = simulate(bot);
  await eve.follow(table.link());
  expect((await eve.say("20")).texts).toEqual(["We have tables for 1 to 8 people. How many are you?"]);
});

test("people may correct themselves, and leave: the bot knows the words for it", async () => {
  const ana = simulate(bot);
  await ana.say("a table for two tonight");
  expect((await ana.say("no, three please")).texts).toEqual(["A table for 3, for dinner. Shall I book it?"]);
  await ana.say("forget it");
  expect((await ana.say("yes")).texts).toEqual(["Sorry, I did not understand."]);
});

test("no link is dead, no step is out of reach, no answer gets lost", async () => {
  expect(await storyLint(bot)).toEqual([]);
});
