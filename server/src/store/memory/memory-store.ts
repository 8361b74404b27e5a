import type { InboundEvent } from "#channel/event.ts";
import type { ConversationLog, LogBody, LogEvent } from "#channel/log.ts";
import type { Accepted } from "#pipeline/inbox/inbox.ts";
import { contentHash } from "#store/content-hash.ts";
import { clientIdReused, notTheirConversation } from "#store/refusals.ts";
import type { Store } from "#store/store.ts";
import { logOnce, type MemoryConversations, newConversation } from "./memory-conversation.ts";
import { createMemoryOutbox, isWaiting, type MemoryOutbox } from "./memory-outbox.ts";
import { createMemoryTurns } from "./memory-turns.ts";

/** A store for tests: forgets everything with the process, and does all at once instead of in transactions. */
export function createMemoryStore(): Store {
  const conversations: MemoryConversations = new Map();
  const outbox: MemoryOutbox = new Map();
  const parked: { reason: string }[] = [];

  return {
    events: { append: async (event, now) => append(conversations, event, now) },
    people: {
      conversationOf: async (connectorId, userId) =>
        [...conversations.values()].findLast((each) => each.connectorId === connectorId && each.userId === userId)?.id,
      personOf: async (id) => {
        const conversation = conversations.get(id);
        return conversation === undefined
          ? undefined
          : { connectorId: conversation.connectorId, userId: conversation.userId };
      },
    },
    turns: createMemoryTurns({ conversations, outbox, parked }),
    outbox: createMemoryOutbox(outbox),
    log: createMemoryLog(conversations),
    ready: async () => {},
    stats: async () => ({
      unanswered: [...conversations.values()].flatMap(({ work }) => work).length,
      deadLetters: parked.length,
      waitingDeliveries: [...outbox.values()].filter(isWaiting).length,
    }),
    [Symbol.asyncDispose]: async () => {},
  };
}

function append(conversations: MemoryConversations, event: InboundEvent, now: number): Accepted {
  const { id, conversationId, connectorId, userId, content } = event;
  const conversation = conversations.get(conversationId) ?? newConversation(event);
  if (conversation.connectorId !== connectorId || conversation.userId !== userId) throw notTheirConversation();

  const first = conversation.keys.get(`in:${id}`);
  if (first !== undefined) {
    if (first.contentHash !== contentHash(content)) throw clientIdReused();
    return { seq: first.seq, duplicate: true };
  }
  const body: LogBody = { type: "visitor", clientId: id, content };
  const seq = logOnce(conversation, { key: `in:${id}`, body, at: now, contentHash: contentHash(content) }) ?? 0;
  conversation.work.push({ event: structuredClone(event), seq, attempts: 0, notBefore: now, notes: new Map() });
  conversations.set(conversationId, conversation);
  return { seq, duplicate: false };
}

function createMemoryLog(conversations: MemoryConversations): ConversationLog {
  const logOf = (id: string): LogEvent[] => conversations.get(id)?.log ?? [];
  return {
    read: async (id, after, limit) => structuredClone(logOf(id).slice(after, after + limit)),
    tail: async (id, limit) => structuredClone(limit > 0 ? logOf(id).slice(-limit) : []),
    position: async (id) => ({
      epoch: "memory",
      lastSeq: logOf(id).length,
      oldestSeq: 1,
      pending: (conversations.get(id)?.work.length ?? 0) > 0,
    }),
  };
}
