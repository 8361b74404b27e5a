import { type EventContent, type InboundEvent, isSpeech } from "#channel/event.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import { dropUndefined } from "./drop-undefined.ts";

/** UTF-16 units of JSON. A larger state is not kept twice, and then the person can take nothing back. */
const largest = 32_000;

/** Names of what a person may ask for. `BotOptions.revisions` explains them. */
export type Revision = "regenerate" | "edit";

/**
 * The state in which an event is answered: that before their last message where the person says that one anew, or wants another
 * answer to it. What is known of the person, and who answers, stays as it is now.
 */
export function stateForEvent(state: ConversationState, { content }: InboundEvent): ConversationState {
  const { turnBefore, ...now } = state;
  if (turnBefore === undefined || turnBefore.eventId !== replacedBy(content)) return state;
  const { user, preferredLocale, locale, at, actedAt, referredAt, ratings, disclosed, handover } = now;
  const kept = { user, preferredLocale, locale, at, actedAt, referredAt, ratings, disclosed, handover };
  return dropUndefined({ ...turnBefore.state, ...kept });
}

/** What is kept of the state before this event. What happens beside the conversation leaves the last message where it is. */
export function turnBeforeOf(
  state: ConversationState,
  event: InboundEvent,
  revisions: readonly Revision[],
): ConversationState["turnBefore"] {
  if (revisions.length === 0) return undefined;
  if (!isSpeech(event.content)) return state.turnBefore;
  const { turnBefore: _before, user: _user, ...rest } = state;
  return JSON.stringify(rest).length > largest ? undefined : { eventId: event.id, state: rest };
}

/** The event that this one takes the place of. */
function replacedBy(content: EventContent): string | undefined {
  return content.type === "text" || content.type === "postback" ? content.replaces : undefined;
}
