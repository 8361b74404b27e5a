import { createBot, date, number, oneOf, story, text } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import { describe, expect, test } from "vitest";

const size = oneOf("size", ["small", "large"]);
const ahead = story("ahead", {
  keywords: ["ahead"],
  slots: { size, when: date({ future: true }), count: number({ max: 5 }) },
});
const nearest = story("nearest", {
  keywords: ["nearest"],
  slots: { size: oneOf("size", ["small", "large"]), when: date(), count: number({ max: 50 }) },
});
const ask = { size: () => "Size?", when: () => "When?", count: () => "How many?" };
const bot = createBot({
  stories: [ahead, nearest].map((each) => each.handle({ ask, run: (_turn, values) => JSON.stringify(values) })),
  fallback: (_turn, reason) => `fallback: ${reason}`,
  timeZone: "UTC",
});

describe.each([
  ["ahead", "2027-11-17"],
  ["nearest", "2026-11-17"],
])("where two stories have a date each, %s", (id, day) => {
  test("reads it by its own, once", async () => {
    const ada = simulate(bot, { at: Date.UTC(2026, 10, 29) });
    await ada.say(id);
    await ada.say("small on 17 November");
    expect((await ada.state()).current?.slots).toEqual({ size: "small", when: { date: day, granularity: "day" } });
    await ada.say("at 8 pm");
    expect((await ada.state()).current?.slots["when"]).toEqual({ date: day, time: "20:00", granularity: "hour" });
  });
});

describe("a correction of a number is no choice by number", () => {
  const order = story("order", {
    keywords: ["order"],
    slots: { count: number() },
    steps: { pay: true, wait: true, ask: true },
  });
  const shop = createBot({
    stories: [
      order.handle({
        ask: { count: () => "How many?" },
        run: (turn, { count }) => {
          turn.waitFor(order.link());
          return text(`${count}?`, {
            quickReplies: [
              { label: "Pay", to: order.step("pay") },
              { label: "Wait", to: order.step("wait") },
              { label: "Ask", to: order.step("ask") },
            ],
          });
        },
        steps: { pay: () => "paid", wait: () => "waits", ask: () => "asks" },
      }),
    ],
    fallback: (_turn, reason) => `fallback: ${reason}`,
    locales: ["en", "fr", "de"],
    detectLocale: false,
  });

  test.each([
    ["en", "no, 3", "3?"],
    ["en", "No, three please", "3?"],
    ["en", "2 instead", "2?"],
    ["en", "make it 1", "1?"],
    ["en", "rather 2", "2?"],
    ["fr", "plutôt 1", "1?"],
    ["fr", "non, 2", "2?"],
    ["de", "lieber 3", "3?"],
    ["en", "3", "asks"],
    ["en", "the second one", "waits"],
    ["fr", "plutôt la première", "paid"],
  ])("in %s: %s is %s", async (locale, words, answer) => {
    const ada = simulate(shop, { locale });
    await ada.say("order");
    await ada.say("7");
    expect((await ada.say(words)).texts).toEqual([answer]);
  });
});
