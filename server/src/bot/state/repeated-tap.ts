import { tapKey } from "#channel/tap-key.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import type { Lease } from "#conversation/turns.ts";

/** What the person has just tapped, to recognize a second tap on it. Undefined: they did something else. */
export function tappedBy({ event, seq }: Lease): ConversationState["tapped"] {
  const key = tapKey(event.content);
  return key === undefined ? undefined : { key, seq, at: event.at };
}

/**
 * Whether the person did not mean this tap as another one: it follows the same tap at once, or before there was an answer.
 * A held key and an impatient finger tap many times.
 */
export function isRepeatedTap({ tapped }: ConversationState, { event, seq }: Lease, doubleTapMs: number): boolean {
  if (tapped === undefined || tapped.key !== tapKey(event.content)) return false;
  return seq === tapped.seq + 1 || event.at - tapped.at < doubleTapMs;
}
