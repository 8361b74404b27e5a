import { createBot, story, type StoryEvent } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import * as v from "valibot";
import { expect, test } from "vitest";

const fallback = (_turn: unknown, reason: string): string => `fallback: ${reason}`;
const hello = story("hello", { keywords: ["hello"], events: ["start"] });
const weather = story("weather", { slots: {} });
const helloStory = hello.handle((turn) => `Hello by ${turn.event.content.type}`);
const weatherStory = weather.handle(() => "Sunny");

const kinds: [StoryEvent, Parameters<ReturnType<typeof simulate>["act"]>[0]][] = [
  ["start", { type: "start" }],
  ["referral", { type: "referral", ref: "summer" }],
  ["optin", { type: "optin", ref: "newsletter" }],
  ["location", { type: "location", latitude: 50.6, longitude: 3.1, title: "Lille" }],
  ["attachment", { type: "attachment", attachments: [{ kind: "image" }] }],
  ["feedback", { type: "feedback", value: "down" }],
  ["end", { type: "end" }],
  ["handover", { type: "handover", to: "bot" }],
];

test.each(kinds)("the event %s goes to the story that is there for it", async (kind, content) => {
  const there = story("there", { events: [kind] }).handle((turn) => `there for ${turn.event.content.type}`);
  const bot = createBot({ stories: [there], fallback });
  expect(await simulate(bot).act(content)).toMatchObject({ texts: [`there for ${kind}`], outcome: { story: "there" } });
});

test.each(kinds)(
  "without a story for it, %s is unhandled, or answered by the fallback where something was said",
  async (kind, content) => {
    const bot = createBot({ stories: [weatherStory], fallback });
    const said = kind === "location" || kind === "attachment";
    expect(await simulate(bot).act(content)).toMatchObject(
      said
        ? { texts: ["fallback: not_understood"], outcome: { outcome: "not_understood" } }
        : { texts: [], outcome: { outcome: "unhandled" } },
    );
  },
);

test("a referral or an opt-in whose ref is a link goes to its story; any other is welcomed", async () => {
  const bot = createBot({ stories: [helloStory, weatherStory], fallback });
  const ada = simulate(bot);
  expect((await ada.refer(weather.link())).texts).toEqual(["Sunny"]);
  expect((await ada.act({ type: "optin", ref: weather.link() })).texts).toEqual(["Sunny"]);
  expect((await ada.refer("summer-campaign")).texts).toEqual(["Hello by referral"]);
});

test("an event that nobody handles does not close an open question", async () => {
  const ask = story("ask", { keywords: ["ask"], slots: { name: v.string() } });
  const bot = createBot({
    stories: [ask.handle({ ask: { name: () => "Your name?" }, run: (_turn, { name }) => `Hello ${name}` })],
    fallback,
  });
  const ada = simulate(bot);
  await ada.say("ask");
  await ada.rate("up");
  await ada.follow("gone");
  expect((await ada.say("Ada")).texts).toEqual(["Hello Ada"]);
});

test("a location that a question waits for goes to the question", async () => {
  const find = story("find", { keywords: ["find"], steps: { near: true } });
  const bot = createBot({
    stories: [
      find.handle({
        run: (turn) => {
          turn.waitFor(find.step("near"));
          return "Where are you?";
        },
        steps: {
          near: ({ event: { content } }) => (content.type === "location" ? `Near ${content.latitude}` : "Where?"),
        },
      }),
    ],
    fallback,
  });
  const ada = simulate(bot);
  await ada.say("find");
  expect((await ada.share(50.6, 3.1)).texts).toEqual(["Near 50.6"]);
});

test("two stories for one event are refused", () => {
  const other = story("other", { events: ["start"] }).handle(() => "");
  expect(() => createBot({ stories: [helloStory, other], fallback })).toThrow(
    'the stories "hello" and "other" both answer to the event "start"',
  );
});
