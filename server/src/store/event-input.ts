import { comesFromAddress, type InboundEvent } from "#channel/event.ts";
import type { LogBody } from "#channel/log.ts";
import { emptyState } from "#conversation/conversation.ts";
import type { Amendment } from "#pipeline/inbox/inbox.ts";
import { writeAddress } from "./address.ts";
import { contentHash } from "./content-hash.ts";

/** What a database is given of an inbound event. */
export type EventInput = {
  conversation: string;
  connectorId: string;
  userId: string;
  /** JSON of the rest of the address. */
  address: string;
  /** Whether the event comes from where the address says, so that answers go there from now on. */
  movesAddress: boolean;
  /** Whose aliases these are: in a group, one of its members. */
  personId: string;
  /** Who has written, where answers go to another id than theirs, e.g. that of a comment: their conversations are found by it. */
  writtenBy: string | null;
  /** Other names of that person: type and value. */
  aliases: readonly { type: string; value: string }[];
  /** With an identity change: the id that the person had before. */
  previousUserId: string | null;
  key: string;
  body: string;
  bodyHash: string;
  actedAt: number;
  /** When the person acted, for the order among events that wait. Null: as they come in. */
  reportedAt: number | null;
  locale: string | null;
  /** State of the conversation, if this event is its first. */
  newState: string;
};

/** What a database is given of a change of an event. `content`: JSON. */
export type AmendInput = { connectorId: string; conversation: string; key: string; content: string };

export function toAmendInput({ connectorId, conversationId, eventId, content }: Amendment): AmendInput {
  return { connectorId, conversation: conversationId, key: keyOf(eventId), content: JSON.stringify(content) };
}

/** Apart from the keys of answers, which nobody outside may guess. */
function keyOf(eventId: string): string {
  return `in:${eventId}`;
}

/** In a group anybody may write, and it belongs to none of them. */
function writerOf({ from, address }: InboundEvent): string | null {
  return from === undefined || address.scope !== "direct" || from.id === address.user ? null : from.id;
}

export function toEventInput(event: InboundEvent): EventInput {
  const { id: clientId, content, from, context } = event;
  const body: LogBody = {
    type: "visitor",
    clientId,
    content,
    ...(from === undefined ? {} : { from }),
    ...(context === undefined ? {} : { context }),
  };
  return {
    conversation: event.conversationId,
    connectorId: event.connectorId,
    userId: event.address.user,
    address: writeAddress(event.address),
    movesAddress: comesFromAddress(content),
    personId: from?.id ?? event.address.user,
    writtenBy: writerOf(event),
    aliases: from?.aliases ?? [],
    previousUserId: content.type === "identity_change" ? content.previous : null,
    key: keyOf(clientId),
    body: JSON.stringify(body),
    bodyHash: contentHash(content),
    actedAt: event.at,
    reportedAt: event.inOrder === true ? null : event.at,
    locale: event.locale ?? null,
    newState: JSON.stringify(emptyState),
  };
}
