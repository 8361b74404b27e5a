import * as v from "valibot";

/**
 * How well the classifier understands examples that it has not learnt: each part of them is asked of one that has learnt the others. Shares are
 * 0 to 1. `precision`: of what was taken for this intent, how much was right; `recall`: of its own examples, how many were found; `refused`: of
 * these, how many it would not answer for.
 */
export const measuredSchema = v.object({
  at: v.number(),
  examples: v.number(),
  accuracy: v.number(),
  intents: v.array(
    v.object({
      intent: v.string(),
      examples: v.number(),
      precision: v.optional(v.number()),
      recall: v.number(),
      refused: v.number(),
    }),
  ),
  /** The most frequent first. `pulledBy`: the words that spoke loudest for the other intent. */
  confusions: v.array(
    v.object({
      intent: v.string(),
      confusedWith: v.string(),
      count: v.number(),
      texts: v.array(v.string()),
      pulledBy: v.array(v.string()),
    }),
  ),
  /** Sentences that are examples of several intents: they cannot be understood. */
  contradictions: v.array(v.object({ text: v.string(), intents: v.array(v.string()) })),
});
export type Measured = v.InferOutput<typeof measuredSchema>;

/** `measured`: of the last time. `canMeasure`: there are enough examples. `hasFailed`: the last measurement, here. */
export const qualitySchema = v.object({
  isRunning: v.boolean(),
  canMeasure: v.boolean(),
  hasFailed: v.boolean(),
  measured: v.optional(measuredSchema),
});
export type Quality = v.InferOutput<typeof qualitySchema>;
