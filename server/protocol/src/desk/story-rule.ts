import * as v from "valibot";

const storyId = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const time = v.pipe(v.number(), v.integer(), v.minValue(0));

/**
 * What the team decides about a story without its code. `connector`: on that channel alone, where it wins over the rule for all; there is one rule
 * for a story and a channel. `enabled` false: the bot behaves as if it did not have the story. `redirectTo`: the story that answers in its place.
 * `endWith`: the story that follows once this one has nothing more to ask. `percent`: of the people; the same person is always in or out.
 * `from`, `until`: when it is in force, in milliseconds since 1970; left out is always.
 */
export const storyRuleSchema = v.strictObject({
  story: storyId,
  connector: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
  enabled: v.optional(v.boolean()),
  redirectTo: v.optional(storyId),
  endWith: v.optional(storyId),
  percent: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100))),
  from: v.optional(time),
  until: v.optional(time),
});
export type StoryRule = v.InferOutput<typeof storyRuleSchema>;

/** What stops a rule from doing what it says. `name`: of the story or the channel. */
export const ruleProblemSchema = v.object({
  type: v.picklist(["no_story", "no_channel", "no_target", "needs_values", "circle"]),
  name: v.string(),
});
export type RuleProblem = v.InferOutput<typeof ruleProblemSchema>;

/**
 * `source`: made at the desk, or written in the configuration, where the desk cannot change it. `state`: `overruled` is one of the configuration
 * that a rule of the desk for the same story and channel stands in for. `version`: goes up with each change.
 */
export const listedRuleSchema = v.object({
  id: v.string(),
  source: v.picklist(["desk", "configuration"]),
  state: v.picklist(["in_force", "not_yet", "over", "overruled"]),
  version: v.optional(v.number()),
  rule: storyRuleSchema,
  problems: v.array(ruleProblemSchema),
});
export type ListedRule = v.InferOutput<typeof listedRuleSchema>;

export const listedRulesSchema = v.object({
  rules: v.array(listedRuleSchema),
  /** The stories of the bot, and the channels of the server: what a rule may name. */
  stories: v.array(v.object({ id: v.string(), examples: v.number() })),
  channels: v.array(v.object({ id: v.string(), name: v.string() })),
});
export type ListedRules = v.InferOutput<typeof listedRulesSchema>;

/** `version`: of the rule that it replaces; 0: there is none yet. Left out: whatever there is. */
export const savedRuleSchema = v.strictObject({ rule: storyRuleSchema, version: v.optional(v.number()) });
export type SavedRule = v.InferOutput<typeof savedRuleSchema>;
