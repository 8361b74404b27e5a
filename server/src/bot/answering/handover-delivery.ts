import type { HostedConnector } from "#channel/hosted-connector.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import type { Lease, NewDelivery } from "#conversation/turns.ts";
import type { EventAnswer } from "./answer-event.ts";

/** What tells the channel that this turn has handed the conversation to people: after the answer, and once. */
export function handoverDelivery(
  connector: HostedConnector,
  before: ConversationState,
  { after, outcome, locale }: EventAnswer,
  { conversation, seq }: Lease,
): NewDelivery[] {
  const { handover } = after;
  if (handover?.by !== "story" || handover.until === before.handover?.until) return [];
  const payload = connector.handover({ story: outcome.story, locale });
  return payload === undefined ? [] : [{ id: `${conversation.id}/${seq}.handover`, payload }];
}
