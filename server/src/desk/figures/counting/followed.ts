import * as v from "valibot";

const at = v.number();

/**
 * What has to be remembered of a conversation to count what follows in it. No words of anybody, and no name: it is kept beside the conversation and
 * goes with it. Times are milliseconds since 1970.
 */
const followedSchema = v.object({
  /**
   * What the figures call a conversation. `slot`: the half-hour in which it began. `last`: when something was last said. `waiting`: since when the first answer is
   * waited for. `team`: a person had it or was asked for.
   */
  visit: v.optional(
    v.object({
      slot: at,
      last: at,
      waiting: v.optional(at),
      team: v.optional(v.literal(true)),
      path: v.array(v.string()),
    }),
  ),
  /** The question that is open, and the half-hour in which it was asked. */
  asked: v.optional(v.object({ slot: at, key: v.string() })),
  /** Since when a person of the team is waited for. */
  callsSince: v.optional(at),
  /** Who of the team has it, and since when the visitor waits for their answer. */
  holder: v.optional(v.string()),
  waitsSince: v.optional(at),
  /** Acts of the team whose turn is not over, by the number of their event. */
  acts: v.optional(v.array(v.object({ seq: v.number(), type: v.string(), by: v.optional(v.string()) }))),
});
export type Followed = v.InferOutput<typeof followedSchema>;

/** Kept by another version, it may be anything: then the conversation is followed from here on. */
export function readFollowed(kept: unknown): Followed {
  const parsed = v.safeParse(followedSchema, kept);
  return parsed.success ? parsed.output : {};
}
