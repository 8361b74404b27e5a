import type { Question } from "#conversation/conversation.ts";
import type { FallbackReason } from "#bot/authoring/bot-options.ts";
import type { SlotMemory } from "#bot/authoring/slot.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";
import type { ResumptionChoice } from "#bot/running/resumption.ts";

/** A place in a story that may answer, with parameters that its schema has yet to read. */
export type Candidate = {
  story: StoryDefinition;
  step?: string;
  params: Record<string, unknown>;
  /** What the story knows already. */
  slots: SlotMemory;
  /** The question that this event answers. */
  answers?: Question;
  /** A slot whose value the story itself would not take. */
  rejected?: { slot: string; why: string };
};

/**
 * Who may answer, the likeliest first: the first that takes the parameters, and the answer to its question, does.
 * `otherwise`: what it means when none does; `unhandled`: no story is there for this kind of event, and none need be.
 */
export type StoryPick =
  | { type: "story"; candidates: Candidate[]; otherwise: FallbackReason | "unhandled" }
  | { type: "resumption"; choice: ResumptionChoice };
