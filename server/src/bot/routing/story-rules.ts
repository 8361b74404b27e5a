import type { Bot } from "#bot/authoring/create-bot.ts";
import { hash } from "#i18n/hash.ts";
import { unknownOptions } from "#bot/authoring/known-options.ts";
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

export type FindRule = (storyId: string) => StoryRule;

/** @param user the id of the person on their channel. */
export function rulesFor(rules: StoryRules, connectorId: string, user: string): FindRule {
  const ifShared = (rule: StoryRule | undefined, path: string): StoryRule =>
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

const ruleOptions: Record<keyof StoryRule, true> = { enabled: true, redirectTo: true, endWith: true, share: true };

/** The story that an intent begins under the rules. Undefined: there is none, or it is disabled. */
export function findStory(bot: Bot, intent: string, ruleOf: FindRule): StoryDefinition | undefined {
  let story = bot.starters.get(intent);
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

/** @returns what is wrong with the rules. Each problem begins with the path of the rule. */
export function storyRuleProblems(rules: StoryRules, bot: Bot, connectorIds: readonly string[]): string[] {
  const problems: string[] = [];
  for (const [id, { connectors = {}, ...everywhere }] of Object.entries(rules)) {
    if (!bot.stories.has(id)) problems.push(`storyRules: the bot has no story "${id}"`);
    for (const [connector, rule] of [["", everywhere], ...Object.entries(connectors)] as [string, StoryRule][]) {
      const path = connector === "" ? `storyRules.${id}` : `storyRules.${id}.connectors.${connector}`;
      if (connector !== "" && !connectorIds.includes(connector))
        problems.push(`${path}: there is no connector "${connector}"`);
      problems.push(...unknownOptions(path, rule, ruleOptions));
      if (rule.share !== undefined && !(rule.share >= 0 && rule.share <= 1))
        problems.push(`${path}.share must be a number from 0 to 1, e.g. 0.5 for half of the people`);
      for (const key of ["redirectTo", "endWith"] as const) {
        const target = rule[key];
        if (target !== undefined && !bot.stories.has(target))
          problems.push(`${path}.${key}: the bot has no story "${target}"`);
        else if (target !== undefined && key === "endWith" && !needsNoParams(bot, target))
          problems.push(`${path}.endWith: "${target}" needs parameters, which nobody would give it at the end`);
      }
    }
  }
  return problems;
}

/** Whether a story may begin without parameters. A schema that answers later counts as yes. */
function needsNoParams(bot: Bot, id: string): boolean {
  const read = bot.stories.get(id)?.schema?.["~standard"].validate({});
  return read === undefined || read instanceof Promise || read.issues === undefined;
}
