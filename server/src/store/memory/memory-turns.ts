import { type Answer, type Lease, stoppedRecord, type Turns } from "#conversation/turns.ts";
import { StaleLeaseError } from "#app/errors.ts";
import { answeredContent } from "#store/answered-content.ts";
import { Leases } from "#store/leases.ts";
import { memoryChanges, withoutShared, withPerson } from "#store/shared-memory.ts";
import { headOf, logOnce, type MemoryConversation, type MemoryTables, type MemoryWork } from "./memory-conversation.ts";
import { type MemoryOutbox, queueDeliveries } from "./memory-deliveries.ts";
import type { MemoryPersons } from "./memory-persons.ts";

type Head = { id: string; notBefore: number };

export function createMemoryTurns(
  { conversations, tokens, deadLetters }: MemoryTables,
  outbox: MemoryOutbox,
  persons: MemoryPersons,
): Turns {
  const leases = new Leases(0);

  const heads = (): Head[] =>
    [...conversations.values()].flatMap((conversation) => {
      const head = headOf(conversation);
      return head === undefined ? [] : [{ id: conversation.id, notBefore: head.notBefore }];
    });

  function requireWork(lease: Lease): { conversation: MemoryConversation; work: MemoryWork } {
    leases.check(lease);
    const conversation = conversations.get(lease.conversation.id);
    const work = conversation?.work.find(({ seq }) => seq === lease.seq);
    if (conversation === undefined || work === undefined)
      throw new StaleLeaseError(`Event ${lease.seq} has been answered`);
    return { conversation, work };
  }

  function add(lease: Lease, { events, deliveries, tokens: added = [] }: Answer, now: number): MemoryConversation {
    const { conversation } = requireWork(lease);
    queueDeliveries(outbox, conversation, deliveries, now);
    for (const { key, body } of events) logOnce(conversation, { key: `out:${key}`, body, at: now });
    for (const { token, value } of added) tokens.set(`${conversation.connectorId} ${token}`, value);
    return conversation;
  }

  function finish(conversation: MemoryConversation, { seq, event }: Lease): void {
    const entry = conversation.log[seq - 1];
    const content = answeredContent(event.content);
    if (entry?.type === "visitor" && content !== undefined) entry.content = content;
    conversation.work = conversation.work.filter((each) => each.seq !== seq);
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
      const head = conversation && headOf(conversation);
      if (conversation === undefined || head === undefined) return undefined;
      if (head.notBefore > now || leases.has(conversationId, now)) return undefined;
      const interrupted = head.begun;
      if (interrupted && !takeInterrupted) return "interrupted";
      head.attempts += 1;
      head.begun = true;
      const { id, connectorId, address, state } = conversation;
      return structuredClone({
        conversation: withPerson({ id, connectorId, address, state }, persons.find(conversation)),
        event: { ...head.event, address },
        seq: head.seq,
        attempt: head.attempts,
        interrupted,
        fence: leases.take(conversationId, now),
      });
    },

    renew: async (lease, now) => leases.renew(lease, now),

    idempotencyRecords: async (lease) => structuredClone(Object.fromEntries(requireWork(lease).work.records)),

    keepIdempotencyRecord: async (lease, name, value) => {
      const { records } = requireWork(lease).work;
      if (!records.has(name)) records.set(name, structuredClone(value));
    },

    append: async (lease, answer, now) => {
      add(lease, answer, now);
    },

    commit: async (lease, answer, state, now) => {
      const conversation = add(lease, answer, now);
      conversation.state = structuredClone(withoutShared(lease.conversation, state));
      persons.keep(conversation, memoryChanges(lease.conversation.state, state));
      finish(conversation, lease);
      leases.release(lease);
      return { isLast: conversation.work.length === 0 };
    },

    postpone: async (lease, notBefore) => {
      const { work } = requireWork(lease);
      work.notBefore = notBefore;
      work.begun = false;
      leases.release(lease);
    },

    release: async (lease, notBefore) => {
      const { work } = requireWork(lease);
      work.attempts -= 1;
      work.begun = false;
      work.notBefore = notBefore ?? work.notBefore;
      leases.release(lease);
    },

    stop: async (conversationId) => {
      const conversation = conversations.get(conversationId);
      if (conversation !== undefined) headOf(conversation)?.records.set(stoppedRecord, true);
    },

    deadLetter: async (lease, apology, reason, now) => {
      try {
        finish(add(lease, apology, now), lease);
        deadLetters.push({ reason });
      } finally {
        leases.release(lease);
      }
    },
  };
}
