import type { InboundEvent } from "#channel/event.ts";
import type { Json } from "#channel/json.ts";
import type { LogBody } from "#channel/log.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import { type Answer, type Lease, stoppedRecord, type Turns } from "#conversation/turns.ts";
import { StaleLeaseError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import { Leases } from "#store/leases.ts";
import { answeredJson } from "#store/answered-content.ts";
import { readAddress } from "#store/address.ts";
import { memoryChanges, toPerson, withoutShared, withPerson } from "#store/shared-memory.ts";
import type { Database } from "./database.ts";
import type { AnswerInput } from "./operations/add-answer.ts";
import { readPerson } from "./operations/persons.ts";
import type { Writer } from "./writer.ts";

/** Leases of one owner; its successor's fences are higher, however many there are. */
const fencesPerOwner = 2 ** 32;

type Parts = {
  reader: Database;
  writer: Writer;
  owner: number;
  /** What was stored before is left over from another life of the process. */
  openedAt: number;
  logger: Logger | undefined;
};

export function createTurns({ reader, writer, owner, openedAt, logger }: Parts): Turns {
  const leases = new Leases(owner * fencesPerOwner);

  /** Ends the turn whether the write succeeds or not: there is no other way left, and the event would hang for ever. */
  async function giveUp(lease: Lease, write: () => Promise<void>): Promise<void> {
    leases.check(lease);
    try {
      await write();
    } finally {
      leases.release(lease);
    }
  }

  /** Leaves its trace in the database. Resolves when that is durable. */
  async function count({ conversation, seq, attempt }: Lease): Promise<void> {
    const counted = writer.run("countAttempt", { conversation: conversation.id, seq, attempt });
    // At once: the story that runs next may hold up this thread, or end it.
    writer.flushSoon();
    await counted;
  }

  return {
    due: async (now, limit, except) =>
      reader
        .all<{ id: string }>(selectDue, now, limit + except.size + leases.size)
        .map(({ id }) => id)
        .filter((id) => !except.has(id) && !leases.has(id, now))
        .slice(0, limit),

    nextDue: async (now) => reader.get<{ due: number | null }>(selectNextDue, now)?.due ?? undefined,

    begin: async (conversationId, now, takeInterrupted = true) => {
      if (leases.has(conversationId, now)) return undefined;
      const row = reader.get<TurnRow>(selectTurn, conversationId, now, owner);
      if (row === undefined) return undefined;
      // Nobody has a lease, so an attempt that is marked as begun did not come to an end.
      const interrupted = row.begun === 1;
      if (interrupted && !takeInterrupted) return "interrupted";
      const turn = toTurn(row);
      const person = readPerson(reader, { connectorId: row.connector_id, userId: row.user_id });
      const conversation = withPerson(turn.conversation, person && toPerson(person));
      const lease = { ...turn, conversation, interrupted, fence: leases.take(conversationId, now) };
      // Nobody waits for it, unless the event may have ended the last life of the process: then this attempt must count
      // even if it does so again, and faster than a disk can write.
      if (row.stored_at < openedAt || interrupted) {
        try {
          await count(lease);
        } catch (error) {
          leases.release(lease);
          throw error;
        }
      } else {
        count(lease).catch((error: unknown) => {
          // The commit of this turn will fail, too, and that is reported.
          logger?.warn({ err: error, conversationId, seq: lease.seq }, "an attempt could not be counted");
        });
      }
      return lease;
    },

    renew: async (lease, now) => leases.renew(lease, now),

    idempotencyRecords: async (lease) => {
      leases.check(lease);
      const rows = reader.all<{ name: string; value: string }>(selectRecords, lease.conversation.id, lease.seq);
      return Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value) as Json]));
    },

    keepIdempotencyRecord: async (lease, name, value) => {
      leases.check(lease);
      const { conversation, seq } = lease;
      await writer.run("keepIdempotencyRecord", {
        conversation: conversation.id,
        seq,
        name,
        value: JSON.stringify(value),
      });
    },

    append: async (lease, answer, now) => {
      leases.check(lease);
      await writer.run("addAnswer", toAnswerInput(lease, answer, now));
    },

    commit: async (lease, answer, state, now) => {
      leases.check(lease);
      const input = {
        answer: toAnswerInput(lease, answer, now),
        state: JSON.stringify(withoutShared(lease.conversation, state)),
        answered: answeredJson(lease.event),
        memory: memoryChanges(lease.conversation.state, state),
      };
      try {
        const end = await writer.run("commitTurn", input);
        leases.release(lease);
        return end;
      } catch (error) {
        // After any other failure the caller still has the turn, and ends it in another way.
        if (error instanceof StaleLeaseError) leases.release(lease);
        throw error;
      }
    },

    postpone: (lease, notBefore) =>
      giveUp(lease, () => {
        const { conversation, seq, attempt } = lease;
        return writer.run("postponeTurn", { conversation: conversation.id, seq, attempt, notBefore });
      }),

    release: (lease, notBefore) =>
      giveUp(lease, () => {
        const { conversation, seq, attempt } = lease;
        return writer.run("releaseTurn", { conversation: conversation.id, seq, attempt, notBefore: notBefore ?? null });
      }),

    stop: (conversationId) => writer.run("stopTurn", { conversation: conversationId, name: stoppedRecord }),

    deadLetter: (lease, apology, reason, now) =>
      giveUp(lease, () => {
        const input = {
          apology: toAnswerInput(lease, apology, now),
          attempt: lease.attempt,
          reason,
          answered: answeredJson(lease.event),
        };
        return writer.run("deadLetterTurn", input);
      }),
  };
}

const selectDue = `SELECT id FROM conversation WHERE answer_due <= ? ORDER BY answer_due LIMIT ?`;

const selectNextDue = `SELECT min(answer_due) AS due FROM conversation WHERE answer_due > ?`;

const selectRecords = `SELECT name, value FROM idempotency_record WHERE conversation = ? AND seq = ?`;

/** The head of a conversation's work, if it is due; nothing once another process has taken over. */
const selectTurn = `
  SELECT c.id, c.connector_id, c.user_id, c.address, c.state, w.seq, w.acted_at, w.locale, w.attempts, w.begun, e.body,
    e.at AS stored_at
  FROM conversation c
    JOIN head_of_work h ON h.conversation = c.id
    JOIN work w ON w.conversation = h.conversation AND w.seq = h.seq
    JOIN event e ON e.conversation = w.conversation AND e.seq = w.seq
  WHERE c.id = ? AND c.answer_due <= ? AND (SELECT owner FROM meta) = ?`;

type TurnRow = {
  id: string;
  connector_id: string;
  user_id: string;
  address: string;
  state: string;
  seq: number;
  acted_at: number;
  locale: string | null;
  attempts: number;
  begun: number;
  body: string;
  stored_at: number;
};

function toTurn(row: TurnRow): Omit<Lease, "fence" | "interrupted"> {
  const { clientId, content, from, context } = JSON.parse(row.body) as Extract<LogBody, { type: "visitor" }>;
  const address = readAddress(row.user_id, row.address);
  const event: InboundEvent = {
    id: clientId,
    connectorId: row.connector_id,
    conversationId: row.id,
    address,
    ...(from === undefined ? {} : { from }),
    at: row.acted_at,
    ...(row.locale === null ? {} : { locale: row.locale }),
    ...(context === undefined ? {} : { context }),
    content,
  };
  return {
    conversation: {
      id: row.id,
      connectorId: row.connector_id,
      address,
      state: JSON.parse(row.state) as ConversationState,
    },
    event,
    seq: row.seq,
    attempt: row.attempts + 1,
  };
}

function toAnswerInput({ conversation, seq }: Lease, answer: Answer, now: number): AnswerInput {
  const { events, deliveries, tokens = [] } = answer;
  return {
    conversation: conversation.id,
    connectorId: conversation.connectorId,
    seq,
    events: events.map(({ key, body }) => ({ key: `out:${key}`, body: JSON.stringify(body) })),
    deliveries: deliveries.map(({ id, payload, edits = null, interim = false }) => ({
      id,
      payload: JSON.stringify(payload),
      edits,
      interim,
    })),
    tokens,
    now,
  };
}
