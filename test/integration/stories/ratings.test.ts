import { createBot, rating, story } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import { describe, expect, test } from "vitest";

const goodbye = story("goodbye", { events: ["end"], keywords: ["goodbye"] }).handle(() =>
  rating("How did we do?", { question: "service", comment: "What could be better?" }),
);
const heard: unknown[] = [];
const listening = story("listening", { events: ["feedback"] }).handle((turn) => {
  heard.push(turn.event.content);
  return "Thank you!";
});
const fallback = (): string => "fallback";

describe("a rating", () => {
  test("is asked once in a conversation, and again in the next one", async () => {
    const bot = createBot({ stories: [goodbye, listening], fallback, conversationTimeout: 3_600_000 });
    const person = simulate(bot);
    expect(await person.end()).toMatchObject({
      messages: [{ type: "text", rating: { question: "service", scale: "stars", comment: "What could be better?" } }],
      texts: ["How did we do?"],
      labels: ["1 ★", "2 ★", "3 ★", "4 ★", "5 ★"],
    });
    expect((await person.end()).messages).toEqual([]);
    person.wait({ hours: 2 });
    expect((await person.end()).messages).toHaveLength(1);
  });

  test("another question is another rating", async () => {
    const two = story("two", { keywords: ["two"] }).handle(function* () {
      yield rating("The journey?", { question: "journey" });
      yield rating("The price?", { question: "price", scale: "thumbs" });
      yield rating("The journey?", { question: "journey" });
    });
    const answer = await simulate(createBot({ stories: [two], fallback })).say("two");
    expect(answer.messages).toMatchObject([{ rating: { question: "journey" } }, { rating: { scale: "thumbs" } }]);
  });

  test.each([
    ["stars", "4 ★", { value: "up", score: 4 }],
    ["stars", "3 ★", { value: "neutral", score: 3 }],
    ["stars", "1 ★", { value: "down", score: 1 }],
    ["thumbs", "👎", { value: "down" }],
  ] as const)("of %s comes as feedback when %s is tapped, or typed", async (scale, label, answer) => {
    const ask = story("ask", { keywords: ["ask"] }).handle(() => rating("Well?", { question: "q", scale }));
    const bot = createBot({ stories: [ask, listening], fallback });
    for (const act of ["tap", "say"] as const) {
      const person = simulate(bot, { channel: "messenger" });
      await person.say("ask");
      heard.length = 0;
      expect(await person[act](label)).toMatchObject({ texts: ["Thank you!"], outcome: { story: "listening" } });
      expect(heard).toEqual([{ type: "feedback", question: "q", ...answer }]);
    }
  });

  test("is a choice of quick replies where the channel knows no ratings", async () => {
    const [payload] = (await simulate(createBot({ stories: [goodbye], fallback }), { channel: "messenger" }).end())
      .payloads as { text: string; quick_replies: { title: string }[] }[];
    expect(payload).toMatchObject({ text: "How did we do?" });
    expect(payload?.quick_replies.map(({ title }) => title)).toEqual(["1 ★", "2 ★", "3 ★", "4 ★", "5 ★"]);
  });

  test("needs a name", () => {
    expect(() => rating("Well?", { question: "the service" })).toThrow(/"the service" is no name/);
    expect(() => rating("Well?", { question: "q", scael: "stars" } as never)).toThrow(/did you mean "scale"/);
  });
});
