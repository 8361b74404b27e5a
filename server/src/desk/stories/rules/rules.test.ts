import type { StoryRule } from "@causerie/protocol/desk";
import { expect, test } from "vitest";
import { createBot } from "#bot/authoring/create-bot.ts";
import { story } from "#bot/authoring/story.ts";
import { rulesFor } from "#bot/routing/story-rules.ts";
import { rulesOfConfiguration } from "./desk-rule.ts";
import { mergeRules, nextChange } from "./merge-rules.ts";
import { checkRule, ruleProblems } from "./rule-problems.ts";

const named = (id: string) => story(id, { keywords: [id] }).handle(() => id);
const bot = createBot({ stories: ["a", "b", "c"].map(named), fallback: () => "?" });
const channels = new Set(["web", "page"]);
const refusal = (rule: StoryRule, others: StoryRule[] = []): string => {
  try {
    checkRule(rule, bot, channels, others);
    return "none";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
};

test("a rule of the desk stands in for the configuration's for the same story and channel, and for no other", () => {
  const configured = { a: { enabled: false, endWith: "c", connectors: { page: { enabled: true } } } };
  const of = (rules: StoryRule[], connector: string) =>
    rulesFor(mergeRules(configured, rules, 0), connector, "ada")("a");
  expect(of([], "web")).toEqual({ enabled: false, endWith: "c" });
  expect(of([{ story: "a", redirectTo: "b" }], "web")).toEqual({ redirectTo: "b", source: "desk" });
  expect(of([{ story: "a", redirectTo: "b" }], "page")).toEqual({ redirectTo: "b", enabled: true, source: "desk" });
  expect(of([{ story: "a", connector: "page", endWith: "b" }], "web")).toEqual({ enabled: false, endWith: "c" });
});

test("a rule is in force from its beginning on and before its end", () => {
  const rule = { story: "a", enabled: false, from: 10, until: 20 };
  const isOff = (now: number) => rulesFor(mergeRules({}, [rule], now), "web", "ada")("a").enabled === false;
  expect([9, 10, 19, 20].map(isOff)).toEqual([false, true, true, false]);
  expect([0, 10, 19, 20].map((now) => nextChange([rule, { story: "b", from: 15 }], now))).toEqual([
    10,
    15,
    20,
    undefined,
  ]);
});

test("a share is the same people on every day and in every process", () => {
  const rules = mergeRules({}, [{ story: "a", enabled: false, percent: 30 }], 0);
  const isOut = (user: number) => rulesFor(rules, "web", `user-${user}`)("a").enabled === false;
  const out = Array.from({ length: 2_000 }, (_, user) => user).filter(isOut);
  expect(out.length / 2_000).toBeGreaterThan(0.25);
  expect(out.length / 2_000).toBeLessThan(0.35);
  expect(out.every(isOut)).toBe(true);
});

test("redirects in a circle are refused, also over another channel's rule, and whatever their dates", () => {
  const back = { story: "b", redirectTo: "a", from: 5, percent: 1 };
  expect(refusal({ story: "a", redirectTo: "b" }, [back])).toContain("lead back");
  expect(refusal({ story: "a", connector: "page", redirectTo: "b" }, [back])).toContain("lead back");
  expect(refusal({ story: "a", connector: "page", redirectTo: "b" }, [{ ...back, connector: "page" }])).toContain(
    "lead",
  );
  expect(refusal({ story: "a", redirectTo: "b" }, [{ ...back, connector: "page" }])).toContain("lead back");
  expect(refusal({ story: "a", connector: "web", redirectTo: "b" }, [{ ...back, connector: "page" }])).toBe("none");
  expect(refusal({ story: "a", redirectTo: "a" })).toContain("lead back");
  expect(refusal({ story: "a", redirectTo: "b" }, [{ story: "b", redirectTo: "c" }])).toBe("none");
});

test("a rule that decides nothing, ends before it begins or names what is not there is refused", () => {
  expect(refusal({ story: "a" })).toContain("decides nothing");
  expect(refusal({ story: "a", enabled: true, from: 2, until: 2 })).toContain("ends before");
  expect(refusal({ story: "z", enabled: true })).toContain('no story "z"');
  expect(refusal({ story: "a", endWith: "z" })).toContain('no story "z"');
  expect(refusal({ story: "a", connector: "shop", enabled: true })).toContain('no channel "shop"');
});

test("what has gone since a rule was made is named", () => {
  const rule = { story: "old", connector: "shop", redirectTo: "gone", endWith: "gone" };
  expect(ruleProblems(rule, bot, channels, [rule])).toEqual([
    { type: "no_story", name: "old" },
    { type: "no_channel", name: "shop" },
    { type: "no_target", name: "gone" },
  ]);
});

test("the rules of the configuration are listed one by one", () => {
  expect(
    rulesOfConfiguration({ a: { share: 0.5, redirectTo: "b", connectors: { page: { enabled: false } } } }),
  ).toEqual([
    { story: "a", redirectTo: "b", percent: 50 },
    { story: "a", connector: "page", enabled: false },
  ]);
});
