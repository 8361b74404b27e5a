import { forgetPayload, type HostedConnector } from "#channel/hosted-connector.ts";
import type { Lease, NewDelivery } from "#conversation/turns.ts";
import type { EventAnswer } from "./answer-event.ts";

/**
 * The person is forgotten behind the answer, in the same lane: so it holds although the server stops in between, and no message
 * is lost before it went out. A channel that reads the log has no lane.
 */
export function forgetDelivery(
  { delivery }: HostedConnector,
  { forgetsUser }: EventAnswer,
  { conversation, seq }: Lease,
): NewDelivery[] {
  if (!forgetsUser || delivery === "log") return [];
  return [{ id: `${conversation.id}/${seq}.forget`, payload: forgetPayload }];
}
