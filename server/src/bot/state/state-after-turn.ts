import { type EventContent, isSpeech } from "#channel/event.ts";
import { parseLink } from "#channel/message/link.ts";
import type { BotMessage } from "#channel/message/message.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import { findNonJson } from "#bot/authoring/find-non-json.ts";
import type { StoryOutcome } from "#bot/running/story-outcome.ts";
import { dropUndefined } from "./drop-undefined.ts";
import type { PendingState } from "./pending-state.ts";

/** Interrupted subjects that are remembered at a time; older ones are dropped. */
const maxSuspended = 3;

/** UTF-16 units of JSON. A longer question is not kept to be repeated. */
const longestAsked = 16_000;

/**
 * The state of the conversation after a turn in which the bot was not silent.
 * @param newest the newest message of the answer.
 */
export function stateAfterTurn(
  before: ConversationState,
  pending: PendingState,
  { outcome }: StoryOutcome,
  content: EventContent,
  newest: BotMessage | undefined,
): ConversationState {
  // Neither an outdated button, nor an event without a story, nor what nobody understands closes a question.
  if (outcome === "unknown_link" || outcome === "unhandled" || outcome === "not_understood") {
    pending.question ??= before.current?.question;
    if (pending.expected.length === 0) pending.expected = before.expected ?? [];
  }
  // What happens beside the conversation does not change its subject, unless it asks something itself.
  if (isAside(content) && pending.question === undefined && before.current?.question !== undefined) {
    pending.current = before.current;
    pending.question = before.current.question;
    pending.suspended = before.suspended ?? [];
  }
  const after = toConversationState(pending, newest);
  // A fallback may have kept something that is not JSON: the store could not save it.
  return findNonJson(after) === undefined ? after : dropUndefined({ ...before, handover: pending.handover });
}

/** Whether the person has come by a link from outside. */
export function isArrival({ type }: EventContent): boolean {
  return type === "referral" || type === "channel_linked";
}

/** Whether the person does this beside the conversation, or others do it to the conversation. */
export function isAside(content: EventContent): boolean {
  return !isSpeech(content) && !isArrival(content) && content.type !== "start";
}

function toConversationState(pending: PendingState, newest: BotMessage | undefined): ConversationState {
  const { data, user, rotation, question, suspended, wishes, expected, handover, ratings, preferredLocale } = pending;
  const asked =
    question === undefined ? undefined : dropUndefined({ ...question, asked: question.asked ?? unlessTooLong(newest) });
  // A fallback may ask, too, when no story is under way.
  const { question: _, ...current } = pending.current ?? { story: parseLink(question?.link ?? "").intent, slots: {} };
  return dropUndefined({
    data,
    user: isEmpty(user) ? undefined : user,
    rotation: isEmpty(rotation) ? undefined : rotation,
    current: current.story === "" ? undefined : dropUndefined({ ...current, question: asked }),
    suspended: suspended.length === 0 ? undefined : suspended.slice(-maxSuspended),
    wishes: wishes.length === 0 ? undefined : wishes,
    expected: expected.length === 0 ? undefined : expected,
    handover,
    ratings: isEmpty(ratings) ? undefined : ratings,
    preferredLocale,
  });
}

function unlessTooLong(message: BotMessage | undefined): BotMessage | undefined {
  return JSON.stringify(message ?? "").length <= longestAsked ? message : undefined;
}

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0;
}
