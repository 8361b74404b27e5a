import { direct } from "@causerie/server/channel/address.ts";
import type { InboundEvent } from "@causerie/server/channel/event.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { botText } from "#support/bot-text.ts";

/** Writes one turn of a conversation as the server does. */
export async function keepTurn(store: Store, conversationId: string, user: string, turn: number): Promise<void> {
  const event: InboundEvent = {
    id: `filled-${turn}`,
    connectorId: "web",
    conversationId,
    address: direct(user),
    at: Date.now(),
    content: { type: "text", text: "What is the weather like in Lyon today?" },
  };
  await store.events.append(event, Date.now());
  const lease = await store.turns.begin(conversationId, Date.now());
  if (lease === undefined || lease === "interrupted") throw new Error("an event that was stored cannot begin");
  const messageId = `${conversationId}/${lease.seq}.1`;
  const events = [
    { key: messageId, body: botText("The weather in Lyon is fine.", messageId) },
    { key: `${lease.seq}.end`, body: { type: "turn.end" as const, of: lease.seq } },
  ];
  await store.turns.commit(lease, { events, deliveries: [] }, { data: { city: "Lyon" } }, Date.now());
}
