import { type DeskDelivery, deskDeliveryId } from "#channel/host/desk-delivery.ts";
import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import type { Handover } from "#conversation/conversation.ts";
import type { Lease, NewDelivery } from "#conversation/turns.ts";
import { dropUndefined } from "#bot/state/drop-undefined.ts";
import type { EventAnswer } from "./answer-event.ts";

/** `hasDesk`: whether somebody of the team sits at this server's own desk. `before`: who had the conversation before the turn. */
type HandoverParts = { connector: HostedConnector; hasDesk: boolean; before: Handover | undefined };

/**
 * What gives the conversation to people, by which it is theirs: the channel's own way to hand over where there is one, else the desk.
 * After the answer, and once. A turn that was silent only keeps the handover of an earlier one, and a turn that answers begins without a
 * story's handover. Two handovers cannot be told apart by their end: all without an end have the same.
 */
export function handoverDelivery(parts: HandoverParts, answered: EventAnswer, lease: Lease): NewDelivery[] {
  const { type, after, outcome, locale } = answered;
  const { conversation, seq } = lease;
  if (type === "silent" || after.handover?.by !== "story") return returnDelivery(parts, answered, lease);
  const { summary, to } = after.handover;
  const facts = dropUndefined({ story: outcome.story, locale, summary, to });
  const payload = parts.connector.handover({ ...facts, conversation: conversation.id });
  if (payload !== undefined) return [{ id: `${conversation.id}/${seq}.handover`, payload }];
  return parts.hasDesk ? [toDesk({ type: "opened", ...facts }, lease)] : [];
}

/** The person has tapped their way back to the bot, or asked for it: nobody of the team has done so, and the desk would not know. */
function returnDelivery({ hasDesk, before }: HandoverParts, { after }: EventAnswer, lease: Lease): NewDelivery[] {
  const isOver = after.handover === undefined && before !== undefined && before.by !== "channel";
  return hasDesk && isOver ? [toDesk({ type: "returned" }, lease)] : [];
}

function toDesk(payload: DeskDelivery, { conversation, seq }: Lease): NewDelivery {
  return { id: deskDeliveryId(conversation.id, seq), payload };
}
