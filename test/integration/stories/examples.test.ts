import { createBot, story } from "@causerie/server";
import { simulate } from "@causerie/server/testing";
import * as v from "valibot";
import { expect, test } from "vitest";

const refund = story("refund", {
  examples: {
    en: ["I want my money back", "can I get a refund for my ticket", "how do I return a ticket", "please refund me"],
    fr: ["je veux être remboursé", "puis-je me faire rembourser mon billet", "comment rendre un billet"],
  },
});
const luggage = story("luggage", {
  examples: {
    en: [
      "how many suitcases may I take",
      "can I bring a bicycle",
      "is there a limit for luggage",
      "what about my bags",
    ],
    fr: ["combien de valises puis-je prendre", "puis-je emmener mon vélo", "y a-t-il une limite de bagages"],
  },
});
const name = story("name", { keywords: ["my name"], slots: { who: v.string() } });
const bot = createBot({
  locales: ["en", "fr"],
  fallback: (_turn, reason) => `fallback: ${reason}`,
  stories: [
    refund.handle(() => "refund"),
    luggage.handle(() => "luggage"),
    name.handle({ ask: { who: () => "Who?" }, run: (_turn, { who }) => `Hello ${who}` }),
  ],
});

test.each([
  ["I would like to get my money back, please", "refund"],
  ["how can I return my tickets", "refund"],
  ["may I bring two bicycles", "luggage"],
  ["combien de bagages puis-je prendre", "luggage"],
  ["comment je peux rendre mon billet ?", "refund"],
])("a sentence that is like the examples is understood: %s", async (said, expected) => {
  expect(await simulate(bot).say(said)).toMatchObject({ texts: [expected], source: "classifier" });
});

test.each(["seven purple giraffes sing", "blah blub", "?", "the"])(
  "a sentence that is like none is not: %s",
  async (said) => {
    expect((await simulate(bot).say(said)).texts).toEqual(["fallback: not_understood"]);
  },
);

test("an answer that resembles another story's examples a little is still an answer", async () => {
  const ada = simulate(bot);
  await ada.say("my name");
  expect((await ada.say("Money Penny")).texts).toEqual(["Hello Money Penny"]);
});
