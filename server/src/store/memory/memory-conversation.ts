import type { Alias } from "#channel/address.ts";
import type { InboundEvent } from "#channel/event.ts";
import type { Json } from "#channel/json.ts";
import type { LogBody, LogEvent } from "#channel/log.ts";
import { type Conversation, emptyState } from "#conversation/conversation.ts";

/** All that the memory store keeps of one conversation. */
export type MemoryConversation = Conversation & {
  log: LogEvent[];
  /** By key: the seq of the event, and for inbound events what a repeat must be equal to. */
  keys: Map<string, { seq: number; contentHash?: string }>;
  work: MemoryWork[];
  /** No delivery goes out before. */
  deliverAfter: number;
  /** The last event that the person has read. */
  readSeq: number;
};

export type MemoryWork = {
  event: InboundEvent;
  seq: number;
  attempts: number;
  /** An attempt is under way, or did not come to an end. */
  begun: boolean;
  notBefore: number;
  /** Its place among those that wait. */
  orderedAt: number;
  records: Map<string, Json>;
};

/** The tables; everything the ports hand out or take in is copied at the port. */
export type MemoryTables = {
  conversations: Map<string, MemoryConversation>;
  aliases: { connectorId: string; alias: Alias; user: string }[];
  /** By connector and token. */
  tokens: Map<string, string>;
  deadLetters: { reason: string }[];
};

export function newConversation({ conversationId, connectorId, address }: InboundEvent): MemoryConversation {
  return {
    id: conversationId,
    connectorId,
    address,
    state: emptyState,
    log: [],
    keys: new Map(),
    work: [],
    deliverAfter: 0,
    readSeq: 0,
  };
}

/** The event that is answered next. One that was begun stays it, or two answers would mix. */
export function headOf({ work }: MemoryConversation): MemoryWork | undefined {
  return work.toSorted(
    (a, b) => Number(b.attempts > 0) - Number(a.attempts > 0) || a.orderedAt - b.orderedAt || a.seq - b.seq,
  )[0];
}

/** Adds an event to the log unless its key is there. @returns its seq, or undefined for a repeat. */
export function logOnce(
  conversation: MemoryConversation,
  { key, body, at, contentHash }: { key: string; body: LogBody; at: number; contentHash?: string },
): number | undefined {
  if (conversation.keys.has(key)) return undefined;
  const seq = conversation.log.length + 1;
  conversation.log.push({ seq, at, ...structuredClone(body) });
  conversation.keys.set(key, contentHash === undefined ? { seq } : { seq, contentHash });
  return seq;
}
