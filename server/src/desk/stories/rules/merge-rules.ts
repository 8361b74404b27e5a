import type { StoryRule } from "@causerie/protocol/desk";
import type { RuleInForce, RulesInForce, StoryRules } from "#bot/routing/story-rules.ts";

/** Whether a rule is in force: from its beginning on, and before its end. */
export function stateAt({ from, until }: StoryRule, now: number): "in_force" | "not_yet" | "over" {
  if (until !== undefined && now >= until) return "over";
  return from !== undefined && now < from ? "not_yet" : "in_force";
}

/** When one of the rules next begins or ends. Undefined: never. */
export function nextChange(rules: readonly StoryRule[], now: number): number | undefined {
  const coming = rules.flatMap(({ from, until }) => [from, until].filter((at) => at !== undefined && at > now));
  return coming.reduce((first, at) => (first === undefined || (at ?? first) < first ? at : first), undefined);
}

/**
 * The rules of one moment. One of the desk stands in for one of the configuration for the same story and channel, as a whole: of two halves
 * nobody could say what they decide together.
 */
export function mergeRules(configured: StoryRules, kept: readonly StoryRule[], now: number): RulesInForce {
  const merged = new Map<string, RuleInForce & { connectors?: Record<string, RuleInForce> }>(
    Object.entries(configured).map(([story, { connectors, ...rule }]) => [
      story,
      { ...rule, ...(connectors === undefined ? {} : { connectors: { ...connectors } }) },
    ]),
  );
  for (const rule of kept) {
    if (stateAt(rule, now) !== "in_force") continue;
    const { connectors, ...everywhere } = merged.get(rule.story) ?? {};
    if (rule.connector === undefined)
      merged.set(rule.story, { ...toInForce(rule), ...(connectors === undefined ? {} : { connectors }) });
    else merged.set(rule.story, { ...everywhere, connectors: { ...connectors, [rule.connector]: toInForce(rule) } });
  }
  return Object.fromEntries(merged);
}

function toInForce({ enabled, redirectTo, endWith, percent }: StoryRule): RuleInForce {
  return {
    source: "desk",
    ...(enabled === undefined ? {} : { enabled }),
    ...(redirectTo === undefined ? {} : { redirectTo }),
    ...(endWith === undefined ? {} : { endWith }),
    ...(percent === undefined ? {} : { share: percent / 100 }),
  };
}
