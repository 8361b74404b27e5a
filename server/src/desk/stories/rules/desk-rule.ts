import { type StoryRule, storyRuleSchema } from "@causerie/protocol/desk";
import { safeParse } from "valibot";
import type { StoryRules } from "#bot/routing/story-rules.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";

/** A rule that the team has made. */
export type DeskRule = { id: string; version: number; rule: StoryRule };

/** There is one rule for a story on a channel. No story has an `@` in its name. */
export function ruleId({ story, connector = "" }: Pick<StoryRule, "story" | "connector">): string {
  return `${story}@${connector}`;
}

/** Those that this version can read: a later one may have kept more. */
export async function readRules(records: Pick<DeskRecords, "list">): Promise<DeskRule[]> {
  const kept = await records.list("rule");
  return kept.flatMap(({ id, version, body }) => {
    const parsed = safeParse(storyRuleSchema, body);
    return parsed.success ? [{ id, version, rule: parsed.output }] : [];
  });
}

/** The rules of the configuration, in the form of those of the desk. */
export function rulesOfConfiguration(configured: StoryRules): StoryRule[] {
  const toRule = (story: string, connector: string | undefined, rule: StoryRules[string]): StoryRule[] => {
    const { enabled, redirectTo, endWith, share } = rule;
    const decided = {
      ...(enabled === undefined ? {} : { enabled }),
      ...(redirectTo === undefined ? {} : { redirectTo }),
      ...(endWith === undefined ? {} : { endWith }),
    };
    if (Object.keys(decided).length === 0) return [];
    return [
      {
        story,
        ...(connector === undefined ? {} : { connector }),
        ...decided,
        ...(share === undefined ? {} : { percent: Math.round(share * 100) }),
      },
    ];
  };
  return Object.entries(configured).flatMap(([story, rule]) => [
    ...toRule(story, undefined, rule),
    ...Object.entries(rule.connectors ?? {}).flatMap(([connector, own]) => toRule(story, connector, own)),
  ]);
}
