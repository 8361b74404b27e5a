import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import type { Lease, NewDelivery } from "#conversation/turns.ts";
import { dropUndefined } from "#bot/state/drop-undefined.ts";
import type { EventAnswer } from "./answer-event.ts";

/**
 * What tells the channel that this turn has handed the conversation to people: after the answer, and once. A turn that was
 * silent only keeps the handover of an earlier one, and a turn that answers begins without a story's handover. Two
 * handovers cannot be told apart by their end: all without an end have the same.
 */
export function handoverDelivery(
  connector: HostedConnector,
  { type, after, outcome, locale }: EventAnswer,
  { conversation, seq }: Lease,
): NewDelivery[] {
  if (type === "silent" || after.handover?.by !== "story") return [];
  const { summary, to } = after.handover;
  const payload = connector.handover(
    dropUndefined({ story: outcome.story, locale, conversation: conversation.id, summary, to }),
  );
  return payload === undefined ? [] : [{ id: `${conversation.id}/${seq}.handover`, payload }];
}
