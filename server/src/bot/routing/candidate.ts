import type { Question, StoryState } from "#conversation/conversation.ts";
import type { FallbackReason } from "#bot/authoring/bot-options.ts";
import type { RemoteQuestion } from "#bot/authoring/remote-bot.ts";
import type { SlotMemory } from "#bot/authoring/slot.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";
import type { ResumptionChoice } from "#bot/running/resumption.ts";
import type { FormCommand } from "#understanding/forms/form-words.ts";

/** A story or step that may answer, with parameters that its schema has not read yet. */
export type Candidate = {
  story: StoryDefinition;
  step?: string;
  params: Record<string, unknown>;
  /** The slots that the story knows already. */
  slots: SlotMemory;
  /** The question that this event answers. */
  answers?: Question;
  /** A slot that is asked for before all others. `why`: the story itself has rejected its value. */
  askFirst?: { slot: string; why?: string; said?: string };
  /** The story begins: leaving it restores what was there before. */
  begins?: true;
  /** The story that waits for a value of this one. */
  caller?: NonNullable<StoryState["caller"]>;
  /** The words of the person have led here, and fill no slot. */
  ignoresWords?: true;
  /** What is asked of a bot that runs elsewhere. */
  question?: RemoteQuestion;
};

/**
 * The candidates that may answer, the likeliest first. The first one answers whose schema accepts the parameters, and
 * whose question accepts the answer. `otherwise`: the outcome when none does; `unhandled`: a bot need not have a story for
 * this kind of event.
 */
export type StoryPick =
  | { type: "story"; candidates: Candidate[]; otherwise: FallbackReason | "unhandled" }
  /** What the person asks of a form that waits. `candidates`: stories and steps of the author that claim the words. */
  | { type: "command"; command: FormCommand; story: StoryDefinition; candidates: Candidate[] }
  | { type: "resumption"; choice: ResumptionChoice };
