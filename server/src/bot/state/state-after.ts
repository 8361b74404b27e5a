import type { EventContent } from "#channel/event.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import { findNonJson } from "#bot/authoring/find-non-json.ts";
import type { StoryOutcome } from "#bot/running/story-outcome.ts";
import { dropUndefined, stateAfter, type TurnDraft } from "./turn-draft.ts";
import type { AnswerWriter } from "#bot/answering/answer-writer.ts";

/** What the conversation is like after a turn in which somebody spoke. */
export function stateAfterTurn(
  before: ConversationState,
  draft: TurnDraft,
  { outcome }: StoryOutcome,
  content: EventContent,
  writer: Pick<AnswerWriter, "last">,
): ConversationState {
  // Neither an outdated button, nor an event without a story, nor a sticker closes a question.
  const isNoAnswer = outcome === "not_understood" && (content.type === "attachment" || content.type === "location");
  if (outcome === "unknown_link" || outcome === "unhandled" || isNoAnswer) {
    draft.question ??= before.current?.question;
    if (draft.expected.length === 0) draft.expected = before.expected ?? [];
  }
  // What happens beside the conversation is no subject of it, unless it asks something itself.
  if (isAside(content) && draft.question === undefined && before.current?.question !== undefined) {
    draft.current = before.current;
    draft.question = before.current.question;
    draft.suspended = before.suspended ?? [];
  }
  const after = stateAfter(draft, writer.last);
  // A fallback that keeps what cannot be kept: the store could not write it down.
  return findNonJson(after) === undefined ? after : dropUndefined({ ...before, handover: draft.handover });
}

/** What the person does beside the conversation, or others do to it. */
export function isAside({ type }: EventContent): boolean {
  return type === "feedback" || type === "end" || type === "handover" || type === "notification" || type === "optin";
}
