import type { Answer, Lease, Turns } from "#conversation/turns.ts";
import { StaleLeaseError } from "#app/errors.ts";
import { Leases } from "#store/leases.ts";
import { logOnce, type MemoryConversation, type MemoryConversations } from "./memory-conversation.ts";
import { type MemoryOutbox, queueDeliveries } from "./memory-outbox.ts";

type Head = { id: string; notBefore: number };

export type Parts = { conversations: MemoryConversations; outbox: MemoryOutbox; parked: { reason: string }[] };

export function createMemoryTurns({ conversations, outbox, parked }: Parts): Turns {
  const leases = new Leases(0);

  const heads = (): Head[] =>
    [...conversations.values()].flatMap(({ id, work: [head] }) =>
      head === undefined ? [] : [{ id, notBefore: head.notBefore }],
    );

  function requireConversation(lease: Lease): MemoryConversation {
    leases.check(lease);
    const conversation = conversations.get(lease.conversation.id);
    if (conversation?.work[0]?.seq !== lease.seq) throw new StaleLeaseError(`Event ${lease.seq} has been answered`);
    return conversation;
  }

  function add(lease: Lease, { events, deliveries }: Answer, now: number): MemoryConversation {
    const conversation = requireConversation(lease);
    queueDeliveries(outbox, conversation, deliveries, now);
    for (const { key, body } of events) logOnce(conversation, { key: `out:${key}`, body, at: now });
    return conversation;
  }

  return {
    // Nothing outlives its process.
    suspects: () => [],

    due: async (now, limit, except) =>
      heads()
        .filter(({ id, notBefore }) => notBefore <= now && !except.has(id) && !leases.has(id))
        .sort((a, b) => a.notBefore - b.notBefore)
        .slice(0, limit)
        .map(({ id }) => id),

    nextDue: async (now) => {
      const later = heads().flatMap(({ notBefore }) => (notBefore > now ? [notBefore] : []));
      return later.length === 0 ? undefined : Math.min(...later);
    },

    begin: async (conversationId, now) => {
      const conversation = conversations.get(conversationId);
      const head = conversation?.work[0];
      if (conversation === undefined || head === undefined) return undefined;
      if (head.notBefore > now || leases.has(conversationId)) return undefined;
      head.attempts += 1;
      const { id, connectorId, userId, state } = conversation;
      return structuredClone({
        conversation: { id, connectorId, userId, state },
        event: head.event,
        seq: head.seq,
        attempt: head.attempts,
        fence: leases.take(conversationId),
      });
    },

    idempotencyRecords: async (lease) =>
      structuredClone(Object.fromEntries(requireConversation(lease).work[0]?.notes ?? [])),

    keepIdempotencyRecord: async (lease, name, value) => {
      const notes = requireConversation(lease).work[0]?.notes;
      if (notes?.has(name) === false) notes.set(name, structuredClone(value));
    },

    append: async (lease, answer, now) => {
      add(lease, answer, now);
    },

    commit: async (lease, answer, state, now) => {
      const conversation = add(lease, answer, now);
      conversation.state = structuredClone(state);
      conversation.work.shift();
      leases.release(lease);
    },

    postpone: async (lease, notBefore) => {
      const [head] = requireConversation(lease).work;
      if (head !== undefined) head.notBefore = notBefore;
      leases.release(lease);
    },

    release: async (lease, notBefore) => {
      const [head] = requireConversation(lease).work;
      if (head !== undefined) {
        head.attempts -= 1;
        head.notBefore = notBefore ?? head.notBefore;
      }
      leases.release(lease);
    },

    deadLetter: async (lease, apology, reason, now) => {
      try {
        const conversation = add(lease, apology, now);
        conversation.work.shift();
        parked.push({ reason });
      } finally {
        leases.release(lease);
      }
    },
  };
}
