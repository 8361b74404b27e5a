import type { Bot } from "#bot/authoring/create-bot.ts";
import { hash } from "#i18n/hash.ts";
import { findOptionProblems, type OptionSchema, type OptionsSchema } from "#channel/options-schema.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";

/**
 * What an operator decides about a story without touching its code. Keyed by story id. A rule under `connectors` holds
 * for that connector only, and wins over the general one.
 *
 * ```ts
 * storyRules: {
 *   "talk-to-a-person": { enabled: false, connectors: { page: { enabled: true } } },
 *   fares: { redirectTo: "summer-fares", share: 0.5, endWith: "survey" },
 * }
 * ```
 */
export type StoryRules = Readonly<Record<string, StoryRule & { connectors?: Readonly<Record<string, StoryRule>> }>>;

/** What is decided about one story, everywhere or on one connector. */
export type StoryRule = {
  /** False: the bot behaves as if it did not have the story. */
  enabled?: boolean;
  /** Id of the story that answers in its place, which may be redirected in turn. Ignored if that story is disabled. */
  redirectTo?: string;
  /** Id of the story that follows once this one has nothing more to ask. */
  endWith?: string;
  /**
   * The share of people that the rule holds for: 0 to 1. Default: all. The same person is always in or out; two rules share
   * people out independently.
   */
  share?: number;
};

/** A rule, and whether the team has made it at the desk; without `source` it stands in the configuration. */
export type RuleInForce = StoryRule & { source?: "desk" };

/** The rules of one moment. */
export type RulesInForce = Readonly<
  Record<string, RuleInForce & { connectors?: Readonly<Record<string, RuleInForce>> }>
>;

export type FindRule = (storyId: string) => RuleInForce;

/** @param user the id of the person on their channel. */
export function rulesFor(rules: RulesInForce, connectorId: string, user: string): FindRule {
  const ifShared = (rule: RuleInForce | undefined, path: string): RuleInForce =>
    rule === undefined || !isInShare(rule.share, `${path}/${user}`) ? {} : rule;
  return (storyId) => {
    const { connectors, ...everywhere } = rules[storyId] ?? {};
    const own = ifShared(connectors?.[connectorId], `${storyId}/${connectorId}`);
    return { ...ifShared(everywhere, storyId), ...own };
  };
}

/** Whether a person is in a share: by a hash, so that every process and every day says the same. */
function isInShare(share: number | undefined, key: string): boolean {
  return share === undefined || hash(key) / 2 ** 32 < share;
}

const storyId = { type: "string", pattern: ".+", mustBe: "the id of a story" } as const;
const ruleFields = {
  enabled: { title: "Enabled", type: "boolean", mustBe: "true or false" },
  redirectTo: { ...storyId, title: "Redirected to" },
  endWith: { ...storyId, title: "Ends with" },
  share: {
    title: "Share",
    type: "number",
    minimum: 0,
    maximum: 1,
    mustBe: "a number from 0 to 1, e.g. 0.5 for half of the people",
  },
} satisfies Record<keyof StoryRule, OptionSchema>;
const perConnector = {
  title: "Connectors",
  type: "object",
  mustBe: "an object with the id of a connector for each rule",
};
const schemaOf = (path: string): OptionsSchema => ({
  type: "object",
  properties: path.includes(".connectors.")
    ? ruleFields
    : { ...ruleFields, connectors: { ...perConnector, type: "object" } },
});

/** The story that an intent begins under the rules. Undefined: there is none, or it is disabled. */
export function findStory(bot: Bot, intent: string, ruleOf: FindRule): StoryDefinition | undefined {
  let story = bot.starters.get(intent) ?? (isOwnName(intent) ? undefined : bot.rest.intents);
  const passed = new Set<string>();
  while (story !== undefined && !passed.has(story.id)) {
    passed.add(story.id);
    const { redirectTo, enabled = true } = ruleOf(story.id);
    const target = redirectTo === undefined ? undefined : bot.stories.get(redirectTo);
    const goesOn = target !== undefined && (ruleOf(target.id).enabled ?? true);
    if (!goesOn) return enabled ? story : undefined;
    story = target;
  }
  return story;
}

/** Links of the bot itself, e.g. to go on with a story, are for nobody else; nor is what begins nothing. */
function isOwnName(intent: string): boolean {
  return intent === "" || intent.startsWith("causerie:");
}

/** @returns what is wrong with the rules. Each problem begins with the path of the rule. */
export function storyRuleProblems(rules: StoryRules, bot: Bot, connectorIds: readonly string[]): string[] {
  return Object.entries(rules).flatMap(([id, rule]) => {
    const problems = bot.stories.has(id) ? [] : [`storyRules: the bot has no story "${id}".`];
    problems.push(...ruleProblems(`storyRules.${id}`, rule, bot));
    const perConnector: unknown = (rule as { connectors?: unknown } | null)?.connectors;
    if (typeof perConnector !== "object" || perConnector === null || Array.isArray(perConnector)) return problems;
    for (const [connector, own] of Object.entries(perConnector)) {
      const path = `storyRules.${id}.connectors.${connector}`;
      if (!connectorIds.includes(connector)) problems.push(`${path}: there is no connector "${connector}".`);
      problems.push(...ruleProblems(path, own as StoryRule, bot));
    }
    return problems;
  });
}

/** @param rule from a file, so its type cannot be trusted. */
function ruleProblems(path: string, rule: StoryRule, bot: Bot): string[] {
  const problems = findOptionProblems(schemaOf(path), rule).map((problem) => `${path}: ${problem}`);
  if (problems.length > 0) return problems;
  for (const key of ["redirectTo", "endWith"] as const) {
    const target = rule[key];
    if (target !== undefined && !bot.stories.has(target))
      problems.push(`${path}.${key}: the bot has no story "${target}".`);
    else if (target !== undefined && key === "endWith" && !needsNoParams(bot, target))
      problems.push(`${path}.endWith: "${target}" needs parameters, which nobody would give it at the end.`);
  }
  return problems;
}

/** Whether a story may begin without parameters. A schema that answers later counts as yes. */
export function needsNoParams(bot: Bot, id: string): boolean {
  const read = bot.stories.get(id)?.schema?.["~standard"].validate({});
  return read === undefined || read instanceof Promise || read.issues === undefined;
}
