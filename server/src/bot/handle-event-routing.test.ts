import { story } from "./authoring/story.ts";
import { handleEvent } from "./handle-event.ts";
import * as v from "valibot";
import { expect, test } from "vitest";
import { helloStory, say, tap, testBot, textsOf, weather, weatherStory, welcome } from "./test-bot.ts";

test("a word finds its story, in the person's language", async () => {
  const bot = testBot();
  expect(await bot.says(say("Hello!"))).toEqual(["Hello"]);
  expect(await bot.says(say("BONJOUR"), "fr-CA")).toEqual(["Bonjour"]);
  expect(await bot.says(say("hello"))).toEqual(["Bonjour"]); // the conversation stays in French
});

test("a question waits for its answer; the next text goes to the step that asked", async () => {
  const bot = testBot();
  expect(await bot.says(say("what about the weather tomorrow"))).toEqual(["Which city?"]);
  expect(bot.state().current?.question?.link).toBe("weather?_step=city");
  expect(await bot.says(say("Marseille"))).toEqual(["Sunny in Marseille"]);
  expect(await bot.says(say("Marseille"))).toEqual(["fallback: not_understood"]);
});

test("while a question waits, only a text that clearly asks for another story goes there", async () => {
  const bot = testBot();
  await bot.says(say("weather"));
  expect(await bot.says(say("hello city"))).toEqual(["Sunny in hello city"]);
  await bot.says(say("weather"));
  expect(await bot.says(say("hello"))).toEqual(["Hello", "Shall we go on where we left off?"]);
});

test("a link goes to its story with parameters read by the schema", async () => {
  const bot = testBot();
  expect(await bot.says(tap(weather.link({ city: "Lyon" })))).toEqual(["Sunny in Lyon"]);
  expect(await bot.says(tap("weather?city=Atlantis"))).toEqual(["fallback: unknown_link"]);
  expect(await bot.says(tap("weather?_step=nowhere"))).toEqual(["fallback: unknown_link"]);
  expect(await bot.says(tap("gone?x=1"))).toEqual(["fallback: unknown_link"]);
  expect(await bot.says(tap("greetings"))).toEqual(["Hello"]);
});

test("an outdated button does not close the question that is open", async () => {
  const bot = testBot();
  await bot.says(say("weather"));
  await bot.says(tap("gone"));
  expect(await bot.says(say("Nice"))).toEqual(["Sunny in Nice"]);
});

test("a conversation that opens is welcomed; a referral may carry a link", async () => {
  const quiet = testBot();
  expect(await quiet.says({ type: "start" })).toEqual([]);
  const bot = testBot({ stories: [weatherStory, welcome] });
  expect(await bot.says({ type: "start" })).toEqual(["Hello"]);
  expect(await bot.says({ type: "referral", ref: weather.link({ city: "Lille" }) })).toEqual(["Sunny in Lille"]);
  expect(await bot.says({ type: "referral", ref: "summer-campaign" })).toEqual(["Hello"]);
});

test("a question whose parameters are refused since a deployment does not trap the person", async () => {
  const trip = story("trip", { steps: { day: v.object({ from: v.literal("Lille") }) } });
  const bot = testBot({ stories: [helloStory, trip.handle({ run: () => "trip", steps: { day: () => "day" } })] });
  const lease = bot.lease(say("hello there"));
  lease.conversation.state = {
    data: {},
    current: { story: "trip", slots: {}, question: { link: "trip?from=Atlantis&_step=day", attempts: 1 } },
  };
  await handleEvent(bot.host, lease);
  expect(bot.committed.flatMap(textsOf)).toEqual(["Hello"]);
  expect(bot.state().current?.question).toBeUndefined();
});
