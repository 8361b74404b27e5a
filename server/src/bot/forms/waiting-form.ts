import { parseLink } from "#channel/message/link.ts";
import type { ConversationState, Question, StoryState } from "#conversation/conversation.ts";
import { type FormCommand, formCommands } from "#understanding/forms/form-words.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";
import type { StoryDefinition } from "#bot/authoring/story.ts";

export type WaitingForm = { story: StoryDefinition; state: StoryState; isInterrupted: boolean };

/**
 * The form that a person can leave or steer: the story that waits for an answer, or shows its summary with links to its own
 * steps; else the last one that was interrupted.
 */
export function waitingForm(
  bot: Bot,
  { current, suspended, offered = [] }: ConversationState,
): WaitingForm | undefined {
  const story = bot.stories.get(current?.story ?? "");
  if (story !== undefined && current !== undefined) {
    const offersOwn = offered.some(
      (offer) => offer.earlier !== true && "link" in offer && story.starters.includes(parseLink(offer.link).intent),
    );
    if (current.question !== undefined || (story.slots.length > 0 && offersOwn))
      return { story, state: current, isInterrupted: false };
  }
  const last = suspended?.at(-1);
  const interrupted = bot.stories.get(last?.story ?? "");
  if (last === undefined || interrupted === undefined) return undefined;
  return { story: interrupted, state: last, isInterrupted: true };
}

/** Whether a question is for one slot or step. One that leads to the story's beginning takes whatever changes its slots. */
export function isForOne(question: Question | undefined): boolean {
  return question !== undefined && (question.slot !== undefined || parseLink(question.link).step !== undefined);
}

/** The commands that make sense for a form. */
export function commandsFor({ story, isInterrupted }: WaitingForm, allowed: readonly FormCommand[]): FormCommand[] {
  return formCommands.filter((command) => {
    if (!allowed.includes(command) || story.commands?.includes(command) === false) return false;
    if (command === "cancel") return true;
    return !isInterrupted && (command === "startOver" || story.slots.length > 0);
  });
}
