import type { LogEvent } from "#channel/log.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import type { DeadLetter, DeletionRecord, ListedDelivery, Operator } from "#operator/operator.ts";
import { readAddress } from "#store/address.ts";
import type { StoredCase, StoredNote } from "#store/desk/case-rows.ts";
import { exportedSelects, type KeptBesideRow, toBeside, toKeptBeside } from "#store/exported-rows.ts";
import {
  type ConversationRow,
  type CountsRow,
  type DeliveryCountRow,
  type DeliveryRow,
  type EventRow,
  toDelivery,
  toListed,
  toLogEvent,
  toOverview,
} from "#store/listed-rows.ts";
import { toPerson } from "#store/shared-memory.ts";
import type { Database } from "#store/sqlite/database.ts";
import { readPerson } from "#store/sqlite/operations/persons.ts";
import type { OperationInput, OperationName, OperationResult } from "#store/sqlite/operations.ts";

export type OperatorParts = {
  reader: Database;
  /** Runs an operation in a transaction. */
  run: <Name extends OperationName>(name: Name, input: OperationInput<Name>) => Promise<OperationResult<Name>>;
};

export function createOperator({ reader, run }: OperatorParts): Operator {
  const filesOf = (id: string): string[] =>
    reader
      .all<{ blob: string }>("SELECT DISTINCT blob FROM blob_use WHERE conversation = ?", id)
      .map(({ blob }) => blob);
  const logOf = (id: string, seq: number | null = null): LogEvent[] =>
    reader.all<EventRow>(selectEvents, id, seq).map(toLogEvent);
  const deliveriesOf = (filter: (string | null)[], limit: number): ListedDelivery[] =>
    reader.all<DeliveryRow>(selectDeliveries, ...filter, limit).map(toDelivery);
  const conversationsOf = (filter: (string | null)[], limit: number): ConversationRow[] =>
    reader.all<ConversationRow>(selectConversations, ...filter, limit);

  return {
    overview: async () =>
      toOverview(reader.get<CountsRow>(selectCounts), reader.all<DeliveryCountRow>(selectDeliveryCounts)),

    deliveries: async ({ connectorId = null, conversationId = null, state = null }, limit) =>
      deliveriesOf([connectorId, conversationId, state], limit),
    retryDeliveries: (ids, now) => run("retryDeliveries", { ids, now }),
    dropDeliveries: (ids, now) => run("dropDeliveries", { ids, now }),

    deadLetters: async (limit) => reader.all<DeadLetter>(selectDeadLetters, null, null, limit),
    deadLetter: async ({ conversationId, seq }) => {
      const [letter] = reader.all<DeadLetter>(selectDeadLetters, conversationId, seq, 1);
      const [event] = letter === undefined ? [] : logOf(conversationId, seq);
      return letter === undefined || event === undefined ? undefined : { ...letter, event };
    },
    retryDeadLetter: ({ conversationId: conversation, seq }, now) => run("retryDeadLetter", { conversation, seq, now }),
    unusedFiles: (ids) => run("unusedFiles", { ids }),
    dropDeadLetter: ({ conversationId: conversation, seq }) => run("dropDeadLetter", { conversation, seq }),

    conversations: async ({ connectorId = null, userId = null }, limit) =>
      conversationsOf([connectorId, userId, null], limit).map(toListed),
    conversation: async (id) => {
      const [row] = conversationsOf([null, null, id], 1);
      if (row === undefined) return undefined;
      return {
        ...toListed(row),
        address: readAddress(row.userId, row.address),
        state: JSON.parse(row.state) as ConversationState,
        log: logOf(id),
        deliveries: deliveriesOf([null, id, "any"], -1),
        deadLetters: reader.all<DeadLetter>(selectDeadLetters, id, null, -1),
        files: filesOf(id),
        ...toBeside({
          cases: reader.all<StoredCase>(exportedSelects.case, id),
          notes: reader.all<StoredNote>(exportedSelects.notes, id),
          uploads: reader.all(exportedSelects.uploads, id),
          pushSubscriptions: reader.all(exportedSelects.pushSubscriptions, id),
        }),
      };
    },
    deleteConversation: (conversation, now) => run("deleteConversation", { conversation, now }),
    aliases: async (connectorId, userId) =>
      reader.all("SELECT type, value FROM alias WHERE connector_id = ? AND user_id = ?", connectorId, userId),
    userOf: async (connectorId, person) => reader.get<{ id: string }>(selectUser, connectorId, person)?.id ?? person,
    personOf: async (member) => {
      const stored = readPerson(reader, member);
      return stored && toPerson(stored);
    },
    besides: async (connectorId, userId) =>
      toKeptBeside(reader.get<KeptBesideRow>(exportedSelects.besides, connectorId, userId)),
    deletePerson: (connectorId, userId, { keepBlock }) => run("deletePerson", { connectorId, userId, keepBlock }),

    connectorIds: async () => reader.all<{ id: string }>(exportedSelects.connectorIds).map(({ id }) => id),
    expire: (what, limit, now) => run("expire", { ...what, limit, now }),

    recordDeletion: (record) => run("recordDeletion", record),
    deletions: async (limit) => reader.all<DeletionRecord>(selectDeletions, limit),

    block: (connectorId, userId, blocked, now) => run("block", { connectorId, userId, blocked, now }),
    blocked: async () =>
      reader.all("SELECT connector_id AS connectorId, user_id AS userId, at FROM blocked ORDER BY at DESC"),
  };
}

const selectCounts = `
  SELECT (SELECT count(*) FROM conversation) AS conversations, (SELECT count(*) FROM event) AS events,
    (SELECT count(*) FROM work) AS unanswered, (SELECT count(*) FROM dead_letter) AS deadLetters,
    (SELECT count(*) FROM blocked) AS blocked,
    (SELECT min(e.at) FROM work w JOIN event e ON e.conversation = w.conversation AND e.seq = w.seq) AS oldest`;

const selectDeliveryCounts = `
  SELECT c.connector_id AS connectorId, o.state, o.reason, count(*) AS count, min(o.queued_at) AS oldest
  FROM outbox o JOIN conversation c ON c.id = o.conversation WHERE o.state <> 'sent' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;

const selectDeliveries = `
  SELECT o.id, c.connector_id AS connectorId, o.conversation AS conversationId, o.state, o.attempts, o.reason,
    o.not_before AS notBefore, o.updated_at AS at
  FROM outbox o JOIN conversation c ON c.id = o.conversation
  WHERE (?1 IS NULL OR c.connector_id = ?1) AND (?2 IS NULL OR c.id = ?2)
    AND CASE ?3 WHEN 'any' THEN 1 WHEN 'failed' THEN o.state = 'failed' WHEN 'waiting' THEN o.state NOT IN ('sent', 'failed')
      ELSE o.state <> 'sent' END
  ORDER BY o.position LIMIT ?4`;

const selectDeadLetters = `
  SELECT d.conversation AS conversationId, d.seq, c.connector_id AS connectorId, d.attempts, d.reason, d.at
  FROM dead_letter d JOIN conversation c ON c.id = d.conversation
  WHERE (?1 IS NULL OR d.conversation = ?1) AND (?2 IS NULL OR d.seq = ?2) ORDER BY d.at DESC LIMIT ?3`;

const selectConversations = `
  SELECT c.id, c.connector_id AS connectorId, c.user_id AS userId,
    (SELECT count(*) FROM event e WHERE e.conversation = c.id) AS events, c.created_at AS createdAt,
    c.updated_at AS updatedAt, c.address, c.state
  FROM conversation c
  WHERE (?1 IS NULL OR c.connector_id = ?1) AND (?2 IS NULL OR c.user_id = ?2 OR c.written_by = ?2)
    AND (?3 IS NULL OR c.id = ?3)
  ORDER BY c.updated_at DESC LIMIT ?4`;

const selectEvents = `SELECT seq, at, body FROM event WHERE conversation = ?1 AND (?2 IS NULL OR seq = ?2) ORDER BY seq`;

const selectUser = `
  SELECT user_id AS id FROM alias WHERE connector_id = ?1 AND value = ?2
    AND NOT EXISTS (SELECT 1 FROM conversation WHERE connector_id = ?1 AND user_id = ?2) LIMIT 1`;

const selectDeletions = `
  SELECT at, connector_id AS connectorId, wanted_by AS wantedBy, conversations, events, files
  FROM deletion ORDER BY number DESC LIMIT ?`;
