import * as v from "valibot";

/** What the author should correct in a text. `locale`: where. */
export const labelProblemSchema = v.object({ locale: v.string(), kind: v.string(), detail: v.string() });

/**
 * One variant of a text, by channel and interface, with its wordings (ICU MessageFormat). `revised`: the team has written it at the desk, in
 * place of what `file` has there; `isInFile`: the file has come to say the same since.
 */
export const labelVariantSchema = v.object({
  name: v.string(),
  texts: v.array(v.string()),
  revised: v.optional(
    v.object({ id: v.string(), version: v.number(), file: v.optional(v.array(v.string())), isInFile: v.boolean() }),
  ),
});
export type LabelVariant = v.InferOutput<typeof labelVariantSchema>;

/** One text of the bot. `said`: by language. `arguments`: the names of what its code passes to it. */
export const labelSchema = v.object({
  key: v.string(),
  said: v.array(v.object({ locale: v.string(), variants: v.array(labelVariantSchema) })),
  arguments: v.array(v.string()),
  /** Languages that the catalogue has. Empty: no catalogue has the text any more. */
  locales: v.array(v.string()),
  /** Languages that have no text of their own, and in which another one's is said. */
  missing: v.array(v.string()),
  problems: v.array(labelProblemSchema),
});
export type Label = v.InferOutput<typeof labelSchema>;

/** `isComplete`: there are no more that the question asks for. `variants`: what a text may be written for, beside all channels. */
export const labelsSchema = v.object({
  labels: v.array(labelSchema),
  locales: v.array(v.string()),
  variants: v.array(v.string()),
  count: v.number(),
  isComplete: v.boolean(),
});
export type Labels = v.InferOutput<typeof labelsSchema>;

/** What the team writes in place of one variant of a text. Several wordings are said in turns. */
export const revisedTextSchema = v.strictObject({
  key: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  locale: v.pipe(v.string(), v.minLength(1), v.maxLength(35)),
  variant: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  texts: v.pipe(
    v.array(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4_000))),
    v.minLength(1),
    v.maxLength(20),
  ),
});
export type RevisedText = v.InferOutput<typeof revisedTextSchema>;

/** `version`: the one that is changed; 0: there is none yet; left out: whatever there is. */
export const savedTextSchema = v.strictObject({ text: revisedTextSchema, version: v.optional(v.number()) });
export type SavedText = v.InferOutput<typeof savedTextSchema>;
