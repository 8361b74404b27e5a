import * as v from "valibot";

/** Bounds of a `progress` frame: it must fit into what processes tell each other, which is less than 8,000 bytes. */
export const progressLimits = { steps: 12, labelLength: 100, reasoningLength: 1_000 } as const;

/** One thing that the bot does before it can answer, in words for the visitor. */
export const progressStepSchema = v.object({
  label: v.string(),
  state: v.picklist(["running", "done", "failed"]),
});
export type ProgressStep = v.InferOutput<typeof progressStepSchema>;

/** How a text has come about, for those who ask. `seconds`: how long it took. */
export const reasoningSchema = v.object({ text: v.string(), seconds: v.optional(v.number()) });
export type Reasoning = v.InferOutput<typeof reasoningSchema>;

/** The steps of a `progress` frame; none where a later version says what this one cannot show. */
export function parseProgressSteps(input: unknown): ProgressStep[] {
  const read = v.safeParse(v.array(progressStepSchema), input);
  return read.success ? read.output : [];
}

/** How a text has come about; undefined where there is nothing of it to show. */
export function parseReasoning(input: unknown): Reasoning | undefined {
  const read = v.safeParse(reasoningSchema, input);
  return read.success ? read.output : undefined;
}
