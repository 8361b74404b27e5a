import type { StoryDefinition } from "#bot/authoring/story.ts";
import type { Candidate } from "./candidate.ts";

/** An intent for a bot that runs elsewhere: it knows its own steps, and reads the parameters itself. */
export function toQuestion(
  story: StoryDefinition,
  { intent, step, params }: { intent: string; step: string | undefined; params: Readonly<Record<string, unknown>> },
): Candidate {
  return { story, params: {}, slots: {}, question: { intent, ...(step === undefined ? {} : { step }), params } };
}
