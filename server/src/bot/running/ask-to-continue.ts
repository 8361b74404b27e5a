import type { ConversationState } from "#conversation/conversation.ts";
import { text } from "#bot/authoring/messages.ts";
import { continueLink, stayLink } from "#bot/routing/continuation-choice.ts";
import type { StoryOutcome } from "./story-outcome.ts";
import type { StoryRun } from "./story-run.ts";

/** Asks whether to go on from another channel. What was asked before stays open. */
export async function askToContinue(
  run: StoryRun,
  { id, from }: { id: string; from: string },
  { expected = [] }: ConversationState,
): Promise<StoryOutcome> {
  const { pending } = run;
  pending.question = pending.current?.question;
  pending.expected = [...expected];
  const turn = run.turnFor(undefined);
  const { question, yes, no } = run.bot.continuation(turn.locale);
  const quickReplies = [
    { label: yes, to: continueLink(id) },
    { label: no, to: stayLink(id) },
  ];
  await turn.send(
    text(
      question.replaceAll("{from}", () => from),
      { quickReplies },
    ),
  );
  return { story: pending.current?.story ?? "", outcome: "answered" };
}
