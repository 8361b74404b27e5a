import type { InboundEvent } from "#channel/event.ts";
import type { Json } from "#channel/json.ts";
import type { LogBody } from "#channel/log.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import { type Answer, type Lease, leaseMs, stoppedRecord, type Turns } from "#conversation/turns.ts";
import { StaleLeaseError } from "#app/errors.ts";
import { answeredJson } from "#store/answered-content.ts";
import { readAddress } from "#store/address.ts";
import { memoryChanges, toPerson, withoutShared, withPerson } from "#store/shared-memory.ts";
import type { ProcessClock } from "./clock.ts";
import type { Pools } from "./connection/pools.ts";
import type { AnswerInput, BegunTurn } from "./operations.ts";
import { isUnavailable, type Writer } from "./writer.ts";

type Parts = { pools: Pools; writer: Writer; clock: ProcessClock; newOwner: () => string };

/** Leases stand in the rows of the conversations: any process sees them, and their end is the database's to judge. */
export function createTurns({ pools, writer, clock, newOwner }: Parts): Turns {
  /** A turn whose end the database will not take must not hang until its lease runs out. */
  async function orAbandon(lease: Lease, write: Promise<void>): Promise<void> {
    try {
      await write;
    } catch (error) {
      // While the database is away there is nothing to be done: the lease runs out.
      if (!(error instanceof StaleLeaseError) && !isUnavailable(error))
        await writer.run("abandonTurn", turnOf(lease), lease.conversation.id).catch(() => {});
      throw error;
    }
  }

  const end = (lease: Lease, counts: boolean, notBefore: number | undefined): Promise<void> => {
    const delay = notBefore === undefined ? null : clock.until(notBefore);
    return orAbandon(lease, writer.run("endTurn", { ...turnOf(lease), counts, delay }, lease.conversation.id));
  };

  return {
    due: async (_now, limit, except) =>
      (await pools.read<{ id: string }>(selectDue, limit, Array.from(except))).map(({ id }) => id),

    nextDue: async (now) => {
      const [row] = await pools.read<{ wait: number | null }>(selectNextDue);
      return typeof row?.wait === "number" ? now + row.wait : undefined;
    },

    begin: async (conversationId, _now, takeInterrupted = true) => {
      const input = { conversation: conversationId, takeInterrupted, owner: newOwner(), leaseMs };
      const begun = await writer.run("beginTurn", input, conversationId);
      return begun === undefined || begun === "interrupted" ? begun : toLease(conversationId, begun);
    },

    renew: (lease) => writer.run("renewTurn", { ...turnOf(lease), leaseMs }, lease.conversation.id),

    idempotencyRecords: async ({ conversation, seq, fence }) => {
      const rows = await pools.read<RecordRow>(selectRecords, conversation.id, fence, seq);
      if (rows.length === 0) throw new StaleLeaseError("The turn is over, or another process has it");
      return Object.fromEntries(
        rows.flatMap(({ name, value }) => (name === null ? [] : [[name, JSON.parse(value) as Json]])),
      );
    },

    keepIdempotencyRecord: (lease, name, value) =>
      writer.run("keepRecord", { ...turnOf(lease), name, value: JSON.stringify(value) }, lease.conversation.id),

    append: (lease, answer) => writer.run("addAnswer", toAnswerInput(lease, answer), lease.conversation.id),

    commit: (lease, answer, state) =>
      writer.run(
        "commitTurn",
        {
          ...toAnswerInput(lease, answer),
          state: JSON.stringify(withoutShared(lease.conversation, state)),
          memory: memoryChanges(lease.conversation.state, state),
          ...answeredOf(lease),
        },
        lease.conversation.id,
      ),

    postpone: async (lease, notBefore) => end(lease, true, notBefore),

    release: async (lease, notBefore) => end(lease, false, notBefore),

    stop: async (conversationId) => {
      await pools.write(insertStop, [conversationId, stoppedRecord]);
    },

    deadLetter: (lease, apology, reason) =>
      orAbandon(
        lease,
        writer.run(
          "deadLetterTurn",
          { ...toAnswerInput(lease, apology), reason, ...answeredOf(lease) },
          lease.conversation.id,
        ),
      ),
  };
}

// The clock in a subquery is asked once, and the index can be used.
const selectDue = `
  SELECT id FROM conversation
  WHERE answer_due <= (SELECT now_ms()) AND (lease_until IS NULL OR lease_until <= (SELECT now_ms()))
    AND id <> ALL ($2::text[])
  ORDER BY answer_due LIMIT $1`;

/** An event falls due, or the lease of a process that may be dead ends. */
const selectNextDue = `
  SELECT least(
    (SELECT min(answer_due) FROM conversation WHERE answer_due > n.now AND lease_until IS NULL),
    (SELECT min(lease_until) FROM conversation WHERE lease_until > n.now)) - n.now AS wait
  FROM (SELECT now_ms() AS now OFFSET 0) n`;

/** No row: the lease is not the caller's. One without a name: there are no records. */
const selectRecords = `
  SELECT r.name, r.value FROM conversation c
    LEFT JOIN idempotency_record r ON r.conversation = c.id AND r.seq = $3
  WHERE c.id = $1 AND c.lease_fence = $2 AND c.lease_until IS NOT NULL`;

/** Not after the turn has ended: nobody would take it away again. */
const insertStop = `
  WITH locked AS MATERIALIZED (SELECT id FROM conversation WHERE id = $1 FOR UPDATE)
  INSERT INTO idempotency_record (conversation, seq, name, value)
  SELECT h.conversation, h.seq, $2, 'true' FROM locked JOIN head_of_work h ON h.conversation = locked.id
  ON CONFLICT DO NOTHING`;

type RecordRow = { name: string | null; value: string };

function turnOf({ conversation, seq, fence }: Lease): { conversation: string; seq: number; fence: number } {
  return { conversation: conversation.id, seq, fence };
}

function toLease(conversationId: string, begun: BegunTurn): Lease {
  const { connectorId, seq, attempt, interrupted, fence } = begun;
  const { clientId, content, from, context } = JSON.parse(begun.body) as Extract<LogBody, { type: "visitor" }>;
  const address = readAddress(begun.userId, begun.address);
  const event: InboundEvent = {
    id: clientId,
    connectorId,
    conversationId,
    address,
    ...(from === undefined ? {} : { from }),
    at: begun.actedAt,
    ...(begun.locale === null ? {} : { locale: begun.locale }),
    ...(context === undefined ? {} : { context }),
    content,
  };
  const state = JSON.parse(begun.state) as ConversationState;
  const person = begun.person && toPerson(begun.person);
  const conversation = withPerson({ id: conversationId, connectorId, address, state }, person);
  return { conversation, event, seq, attempt, interrupted, fence };
}

/** Nothing: the event says what it said. */
function answeredOf({ event }: Lease): { said?: string; answered?: string } {
  const answered = answeredJson(event);
  return answered === null ? {} : { said: JSON.stringify(event.content), answered };
}

function toAnswerInput(lease: Lease, { events, deliveries, tokens = [] }: Answer): AnswerInput {
  return {
    ...turnOf(lease),
    connectorId: lease.conversation.connectorId,
    events: events.map(({ key, body }) => ({ key: `out:${key}`, body: JSON.stringify(body) })),
    deliveries: deliveries.map(({ id, payload, edits = null, interim = false }) => ({
      id,
      payload: JSON.stringify(payload),
      edits,
      interim,
    })),
    tokens,
  };
}
