import { createBot, story, type StoryRules } from "@causerie/server";
import { simulate, type SimulatedChannel } from "@causerie/server/testing";
import { storyRuleProblems } from "@causerie/server/bot/routing/story-rules.ts";
import { expect, test } from "vitest";

const named = (id: string) => story(id, { keywords: [id] }).handle(() => `this is ${id}`);
const ask = story("ask", { keywords: ["ask"], steps: { answer: true } });
const bot = createBot({
  fallback: (_turn, reason) => `fallback: ${reason}`,
  stories: [
    named("fares"),
    named("summer"),
    named("autumn"),
    named("survey"),
    ask.handle({
      run: (turn) => {
        turn.waitFor(ask.step("answer"));
        return "Well?";
      },
      steps: { answer: () => "Thanks." },
    }),
  ],
});
const asked = async (storyRules: StoryRules, words = "fares", channel: SimulatedChannel = "web") =>
  (await simulate(bot, { storyRules, channel }).say(words)).texts;

test("the bot behaves as if it did not have a disabled story", async () => {
  expect(await asked({ fares: { enabled: false } })).toEqual(["fallback: not_understood"]);
  expect(await asked({ fares: { enabled: false } }, "summer")).toEqual(["this is summer"]);
});

test("a redirection is followed from story to story, but not to a disabled one, nor in a circle", async () => {
  expect(await asked({ fares: { redirectTo: "summer" } })).toEqual(["this is summer"]);
  expect(await asked({ fares: { redirectTo: "summer" }, summer: { redirectTo: "autumn" } })).toEqual([
    "this is autumn",
  ]);
  expect(await asked({ fares: { redirectTo: "summer" }, summer: { enabled: false } })).toEqual(["this is fares"]);
  expect(await asked({ fares: { redirectTo: "summer" }, summer: { redirectTo: "fares" } })).toEqual(["this is fares"]);
});

test("a rule may put another story at the end of one, once that one has nothing more to ask", async () => {
  const storyRules = { ask: { endWith: "survey" }, fares: { endWith: "survey" }, survey: { endWith: "fares" } };
  expect(await asked(storyRules)).toEqual(["this is fares", "this is survey"]);
  const ada = simulate(bot, { storyRules });
  expect((await ada.say("ask")).texts).toEqual(["Well?"]);
  expect((await ada.say("so")).texts).toEqual(["Thanks.", "this is survey"]);
});

test("a rule for one connector wins over the rule for all", async () => {
  const storyRules: StoryRules = {
    fares: { enabled: false, connectors: { messenger: { enabled: true, endWith: "survey" } } },
  };
  expect(await asked(storyRules, "fares", "web")).toEqual(["fallback: not_understood"]);
  expect(await asked(storyRules, "fares", "messenger")).toEqual(["this is fares", "this is survey"]);
});

test("rules for stories and connectors that do not exist are refused, each with its path", () => {
  const rules = { fares: { redirectTo: "winter" }, faers: {}, ask: { connectors: { pgae: { endWith: "survy" } } } };
  expect(storyRuleProblems(rules, bot, ["web", "page"])).toEqual([
    'storyRules.fares.redirectTo: the bot has no story "winter".',
    'storyRules: the bot has no story "faers".',
    'storyRules.ask.connectors.pgae: there is no connector "pgae".',
    'storyRules.ask.connectors.pgae.endWith: the bot has no story "survy".',
  ]);
});

test("a rule may hold for a share of the people: always the same ones, and other ones for another rule", async () => {
  const people = Array.from({ length: 200 }, (_, index) => `person-${index}`);
  const groupOf = async (storyRules: StoryRules, words: string): Promise<string[]> => {
    const answers = await Promise.all(people.map((user) => simulate(bot, { storyRules, user }).say(words)));
    return people.filter((_, index) => answers[index]?.texts[0] !== `this is ${words}`);
  };
  const half = { redirectTo: "survey", share: 0.5 };
  const first = await groupOf({ fares: half }, "fares");
  expect(first.length).toBeGreaterThan(70);
  expect(first.length).toBeLessThan(130);
  expect(await groupOf({ fares: half }, "fares")).toEqual(first);
  expect(await groupOf({ fares: { ...half, share: 0.6 } }, "fares")).toEqual(expect.arrayContaining(first));
  const second = new Set(await groupOf({ autumn: half }, "autumn"));
  const both = first.filter((user) => second.has(user)).length;
  expect(both).toBeGreaterThan(25);
  expect(both).toBeLessThan(75);
  expect(await groupOf({ fares: { ...half, share: 0 } }, "fares")).toEqual([]);
  expect(await groupOf({ fares: { ...half, share: 1 } }, "fares")).toEqual(people);
});

test("outside of a connector's share the general rule holds", async () => {
  const storyRules = { fares: { enabled: false, connectors: { web: { enabled: true, share: 0 } } } };
  expect(await asked(storyRules)).toEqual(["fallback: not_understood"]);
});

test("unknown options and shares that are none are refused", () => {
  const rules = { fares: { redirectsTo: "summer", share: 50 } } as unknown as StoryRules;
  expect(storyRuleProblems(rules, bot, [])).toEqual([
    "storyRules.fares: redirectsTo: there is no such option; did you mean redirectTo? There are enabled, redirectTo, endWith, share, connectors.",
    "storyRules.fares: share must be a number from 0 to 1, e.g. 0.5 for half of the people.",
  ]);
});
