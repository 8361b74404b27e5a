import * as v from "valibot";

/** What the author should correct in a text. `locale`: where. */
export const labelProblemSchema = v.object({ locale: v.string(), kind: v.string(), detail: v.string() });

/** One text of the bot. `said`: by language, each variant by channel and interface, with its wordings (ICU MessageFormat). */
export const labelSchema = v.object({
  key: v.string(),
  said: v.array(
    v.object({
      locale: v.string(),
      variants: v.array(v.object({ name: v.string(), texts: v.array(v.string()) })),
    }),
  ),
  /** Languages that have no text of their own, and in which another one's is said. */
  missing: v.array(v.string()),
  problems: v.array(labelProblemSchema),
});
export type Label = v.InferOutput<typeof labelSchema>;

/** `isComplete`: there are no more that the question asks for. */
export const labelsSchema = v.object({
  labels: v.array(labelSchema),
  locales: v.array(v.string()),
  count: v.number(),
  isComplete: v.boolean(),
});
export type Labels = v.InferOutput<typeof labelsSchema>;
