import type { RuleProblem, StoryRule } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";
import { needsNoParams } from "#bot/routing/story-rules.ts";
import { ruleId } from "./desk-rule.ts";

/** What stops a rule from doing what it says: a story or a channel that is gone, or a circle of redirects. */
export function ruleProblems(
  rule: StoryRule,
  bot: Bot,
  connectors: ReadonlySet<string>,
  all: readonly StoryRule[],
): RuleProblem[] {
  const { story, connector, redirectTo, endWith } = rule;
  const targets = [redirectTo, endWith].flatMap((target) =>
    target === undefined || bot.stories.has(target) ? [] : [target],
  );
  return [
    ...(bot.stories.has(story) ? [] : [{ type: "no_story" as const, name: story }]),
    ...(connector === undefined || connectors.has(connector) ? [] : [{ type: "no_channel" as const, name: connector }]),
    ...[...new Set(targets)].map((name) => ({ type: "no_target" as const, name })),
    ...(endWith === undefined || !bot.stories.has(endWith) || needsNoParams(bot, endWith)
      ? []
      : [{ type: "needs_values" as const, name: endWith }]),
    ...(isInCircle(rule, all) ? [{ type: "circle" as const, name: story }] : []),
  ];
}

/**
 * Refuses a rule that could not work beside the others.
 * @throws RequestError that says what to do
 */
export function checkRule(
  rule: StoryRule,
  bot: Bot,
  connectors: ReadonlySet<string>,
  others: readonly StoryRule[],
): void {
  const { enabled, redirectTo, endWith, from, until } = rule;
  if (enabled === undefined && redirectTo === undefined && endWith === undefined)
    throw wrong("the rule decides nothing; say whether the story is on, where it leads, or what follows it");
  if (from !== undefined && until !== undefined && until <= from) throw wrong("the rule ends before it begins");
  const [problem] = ruleProblems(rule, bot, connectors, [
    ...others.filter((other) => ruleId(other) !== ruleId(rule)),
    rule,
  ]);
  if (problem !== undefined) throw wrong(describe(problem));
}

function describe({ type, name }: RuleProblem): string {
  switch (type) {
    case "no_story":
    case "no_target":
      return `the bot has no story "${name}"`;
    case "no_channel":
      return `there is no channel "${name}"`;
    case "needs_values":
      return `"${name}" needs values, which nobody would give it at the end of another story`;
    case "circle":
      return `the redirects of "${name}" lead back to it; let one of these stories answer`;
  }
}

/**
 * Whether redirects lead back to the rule's story, on any channel that the rule holds for. Dates and shares are passed over: a circle must not
 * come to be on some day, or for some people.
 */
function isInCircle({ story, connector }: StoryRule, all: readonly StoryRule[]): boolean {
  const named = all.flatMap((rule) => rule.connector ?? []);
  const scopes = connector === undefined ? [undefined, ...new Set(named)] : [connector];
  return scopes.some((scope) => leadsBack(story, scope, all));
}

function leadsBack(story: string, connector: string | undefined, all: readonly StoryRule[]): boolean {
  const seen = new Set<string>();
  const waiting = nextOf(story, connector, all);
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at === story) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    waiting.push(...nextOf(at, connector, all));
  }
  return false;
}

/** Two: where the channel's own rule holds for some people, the others have the one for all. */
function nextOf(story: string, connector: string | undefined, all: readonly StoryRule[]): string[] {
  return all.flatMap((rule) =>
    rule.story === story &&
    (rule.connector === undefined || rule.connector === connector) &&
    rule.redirectTo !== undefined
      ? [rule.redirectTo]
      : [],
  );
}

function wrong(detail: string): RequestError {
  return new RequestError("invalid_request", detail);
}
