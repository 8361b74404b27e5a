import type { Question } from "#conversation/conversation.ts";
import type { FallbackReason } from "#bot/authoring/bot-options.ts";
import type { SlotMemory } from "#bot/authoring/slot.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";
import type { ResumptionChoice } from "#bot/running/resumption.ts";

/** A story or step that may answer, with parameters that its schema has not read yet. */
export type Candidate = {
  story: StoryDefinition;
  step?: string;
  params: Record<string, unknown>;
  /** The slots that the story knows already. */
  slots: SlotMemory;
  /** The question that this event answers. */
  answers?: Question;
  /** A slot whose value the story itself has rejected. */
  rejected?: { slot: string; why: string };
};

/**
 * The candidates that may answer, the likeliest first. The first one answers whose schema accepts the parameters, and
 * whose question accepts the answer. `otherwise`: the outcome when none does; `unhandled`: a bot need not have a story for
 * this kind of event.
 */
export type StoryPick =
  | { type: "story"; candidates: Candidate[]; otherwise: FallbackReason | "unhandled" }
  | { type: "resumption"; choice: ResumptionChoice };
