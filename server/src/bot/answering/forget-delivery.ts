import { forgettingId } from "#channel/host/forgetting.ts";
import type { Lease, NewDelivery } from "#conversation/turns.ts";
import type { EventAnswer } from "./answer-event.ts";

/**
 * The person is forgotten behind the answer, in the same lane: so it holds although the server stops in between, and no message
 * is lost before it went out. Where people read the log it is alone in the lane.
 */
export function forgetDelivery({ forgetsUser }: EventAnswer, { conversation, seq }: Lease): NewDelivery[] {
  return forgetsUser ? [{ id: forgettingId(conversation.id, seq), payload: {} }] : [];
}
