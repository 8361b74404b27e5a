import { direct } from "@causerie/server/channel/address.ts";
import type { InboundEvent } from "@causerie/server/channel/event.ts";
import type { Lease, NewDelivery, NewLogEvent } from "@causerie/server/conversation/turns.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { botText } from "#support/bot-text.ts";

/** Ada on the web says something; name what matters to the test. */
export function textEvent(id: string, text: string, rest: Partial<InboundEvent> = {}): InboundEvent {
  return {
    id,
    connectorId: "web",
    conversationId: "ada",
    address: direct("user-ada"),
    at: 900,
    content: { type: "text", text },
    ...rest,
  };
}

/** The same in the conversation of somebody else. */
export function eventOf(person: string, id: string, connectorId = "web"): InboundEvent {
  return textEvent(id, "hello", { conversationId: person, address: direct(`user-${person}`), connectorId });
}

/** A text of the bot. */
export function says(key: string, text: string): NewLogEvent {
  return { key, body: botText(text, key) };
}

export const nothing = { events: [], deliveries: [] };

export async function beginTurn(store: Store, conversationId: string, now: number): Promise<Lease> {
  const lease = await store.turns.begin(conversationId, now);
  if (lease === undefined || lease === "interrupted") throw new Error(`nothing can begin in ${conversationId}`);
  return lease;
}

/** What can be read in the log, in short: texts, and the type of everything else. */
export async function readTexts(store: Store, conversationId: string): Promise<string[]> {
  const events = await store.log.read(conversationId, 0, 1_000_000);
  return events.map((event) => {
    if (event.type === "visitor") return event.content.type === "text" ? `> ${event.content.text}` : event.type;
    if (event.type === "message") return event.message.type === "text" ? event.message.text : event.type;
    return event.type;
  });
}

/** Queues these payloads for a person who has said something, each under its own name as id. */
export async function queue(store: Store, person: string, ids: string[], now: number): Promise<void> {
  await queueAll(
    store,
    person,
    ids.map((id) => ({ id, payload: { text: id } })),
    now,
  );
}

/** Queues these deliveries for a person who has said something. */
export async function queueAll(
  store: Store,
  person: string,
  deliveries: NewDelivery[],
  now: number,
  connectorId = "web",
): Promise<void> {
  const event = eventOf(person, `event before ${deliveries.map(({ id }) => id).join()}`, connectorId);
  await store.events.append(event, now);
  const lease = await beginTurn(store, person, now);
  await store.turns.commit(lease, { events: [], deliveries }, { data: {} }, now);
}
