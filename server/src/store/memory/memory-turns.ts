import { type Answer, type Lease, stoppedRecord, type Turns } from "#conversation/turns.ts";
import { StaleLeaseError } from "#app/errors.ts";
import { Leases } from "#store/leases.ts";
import { logOnce, type MemoryConversation, type MemoryTables, type MemoryWork } from "./memory-conversation.ts";
import { type MemoryOutbox, queueDeliveries } from "./memory-outbox.ts";

type Head = { id: string; notBefore: number };

export function createMemoryTurns({ conversations, tokens, deadLetters }: MemoryTables, outbox: MemoryOutbox): Turns {
  const leases = new Leases(0);

  const heads = (): Head[] =>
    [...conversations.values()].flatMap(({ id, work: [head] }) =>
      head === undefined ? [] : [{ id, notBefore: head.notBefore }],
    );

  function requireConversation(lease: Lease): MemoryConversation & { work: [MemoryWork] } {
    leases.check(lease);
    const conversation = conversations.get(lease.conversation.id);
    if (conversation?.work[0]?.seq !== lease.seq) throw new StaleLeaseError(`Event ${lease.seq} has been answered`);
    return conversation as MemoryConversation & { work: [MemoryWork] };
  }

  function add(lease: Lease, { events, deliveries, tokens: added = [] }: Answer, now: number): MemoryConversation {
    const conversation = requireConversation(lease);
    queueDeliveries(outbox, conversation, deliveries, now);
    for (const { key, body } of events) logOnce(conversation, { key: `out:${key}`, body, at: now });
    for (const { token, value } of added) tokens.set(`${conversation.connectorId} ${token}`, value);
    return conversation;
  }

  return {
    due: async (now, limit, except) =>
      heads()
        .filter(({ id, notBefore }) => notBefore <= now && !except.has(id) && !leases.has(id, now))
        .sort((a, b) => a.notBefore - b.notBefore)
        .slice(0, limit)
        .map(({ id }) => id),

    nextDue: async (now) => {
      const later = heads().flatMap(({ notBefore }) => (notBefore > now ? [notBefore] : []));
      return later.length === 0 ? undefined : Math.min(...later);
    },

    begin: async (conversationId, now, takeInterrupted = true) => {
      const conversation = conversations.get(conversationId);
      const head = conversation?.work[0];
      if (conversation === undefined || head === undefined) return undefined;
      if (head.notBefore > now || leases.has(conversationId, now)) return undefined;
      const interrupted = head.begun;
      if (interrupted && !takeInterrupted) return "interrupted";
      head.attempts += 1;
      head.begun = true;
      const { id, connectorId, address, state } = conversation;
      return structuredClone({
        conversation: { id, connectorId, address, state },
        event: { ...head.event, address },
        seq: head.seq,
        attempt: head.attempts,
        interrupted,
        fence: leases.take(conversationId, now),
      });
    },

    renew: async (lease, now) => leases.renew(lease, now),

    idempotencyRecords: async (lease) =>
      structuredClone(Object.fromEntries(requireConversation(lease).work[0].records)),

    keepIdempotencyRecord: async (lease, name, value) => {
      const { records } = requireConversation(lease).work[0];
      if (!records.has(name)) records.set(name, structuredClone(value));
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
      head.notBefore = notBefore;
      head.begun = false;
      leases.release(lease);
    },

    release: async (lease, notBefore) => {
      const [head] = requireConversation(lease).work;
      head.attempts -= 1;
      head.begun = false;
      head.notBefore = notBefore ?? head.notBefore;
      leases.release(lease);
    },

    stop: async (conversationId) => {
      conversations.get(conversationId)?.work[0]?.records.set(stoppedRecord, true);
    },

    deadLetter: async (lease, apology, reason, now) => {
      try {
        const conversation = add(lease, apology, now);
        conversation.work.shift();
        deadLetters.push({ reason });
      } finally {
        leases.release(lease);
      }
    },
  };
}
