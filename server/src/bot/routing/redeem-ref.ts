import type { EventContent } from "#channel/event.ts";
import type { Lease } from "#conversation/turns.ts";
import type { BotHost } from "#bot/bot-host.ts";

/**
 * Somebody who comes with a ref of `turn.continueIn` becomes one person with whoever asked for it, before any story runs: it
 * finds the memory that both share. A ref that is refused is none: the conversation goes on without.
 */
export async function redeemRef(host: BotHost, lease: Lease): Promise<Lease> {
  const { continuation } = host;
  const { content } = lease.event;
  if (continuation === undefined || content.type !== "referral" || !continuation.isRef(content.ref)) return lease;
  const redemption = await continuation.redeem(content.ref, lease);
  const { id: conversationId, connectorId, address, state } = lease.conversation;
  host.report({ type: "continued", conversationId, connectorId, outcome: redemption.outcome });
  if (!("person" in redemption)) return withContent(lease, { ...content, ref: "" });
  const { outcome, from, person } = redemption;
  const others = person.members.filter((side) => side.connectorId !== connectorId || side.userId !== address.user);
  const linkedTo = [...new Set(others.map((side) => side.connectorId))];
  const conversation = { ...lease.conversation, state: { ...state, user: person.memory }, linkedTo };
  return withContent({ ...lease, conversation }, { type: "channel_linked", ...from, isNew: outcome === "linked" });
}

function withContent(lease: Lease, content: EventContent): Lease {
  return { ...lease, event: { ...lease.event, content } };
}
