import { StaleLeaseError } from "#app/errors.ts";
import type { Database } from "#store/sqlite/database.ts";
import { recordBlobUse } from "./blob-use.ts";
import { updateDeliveryDue } from "./deliveries.ts";

/** A part of the answer to the event at `seq`, as the tables hold it. */
export type AnswerInput = {
  conversation: string;
  connectorId: string;
  seq: number;
  events: { key: string; body: string }[];
  deliveries: { id: string; payload: string; edits: string | null; interim: boolean }[];
  tokens: readonly { token: string; value: string }[];
  now: number;
};

/** Logs the bot's events and queues its deliveries. What is there under the same key or id stays. */
export function addAnswer(db: Database, input: AnswerInput): void {
  const { conversation, connectorId, seq, events, deliveries, tokens, now } = input;
  requireUnanswered(db, conversation, seq);
  if (events.length > 0) logEvents(db, conversation, events, now);
  if (deliveries.length > 0) queueDeliveries(db, conversation, deliveries, now);
  // In the same transaction: a button may be tapped as soon as its message is sent.
  for (const { token, value } of tokens)
    db.run(
      "INSERT INTO token (connector_id, token, value, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
      connectorId,
      token,
      value,
      now,
    );
}

/** @throws StaleLeaseError when the event has its answer. */
export function requireUnanswered(db: Database, conversation: string, seq: number): void {
  const row = db.get("SELECT 1 FROM work WHERE conversation = ? AND seq = ?", conversation, seq);
  if (row === undefined) throw new StaleLeaseError(`Event ${seq} of conversation ${conversation} has been answered`);
}

function logEvents(db: Database, conversation: string, events: AnswerInput["events"], now: number): void {
  const row = db.get<{ last_seq: number }>("SELECT last_seq FROM conversation WHERE id = ?", conversation);
  if (row === undefined) throw new Error("an answer to a conversation that does not exist");
  let lastSeq = row.last_seq;
  for (const { key, body } of events) {
    const isNew = db.run(
      "INSERT INTO event (conversation, seq, key, body, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (conversation, key) DO NOTHING",
      conversation,
      lastSeq + 1,
      key,
      body,
      now,
    );
    lastSeq += isNew;
    if (isNew > 0) recordBlobUse(db, conversation, lastSeq, body);
  }
  db.run("UPDATE conversation SET last_seq = ?, updated_at = ? WHERE id = ?", lastSeq, now, conversation);
}

function queueDeliveries(db: Database, conversation: string, deliveries: AnswerInput["deliveries"], now: number): void {
  for (const { id, payload, edits, interim } of deliveries) {
    if (!interim) keepAsLast(db, id, conversation);
    const isNew = db.run(
      `INSERT INTO outbox (id, conversation, payload, edits, interim, state, not_before, updated_at, queued_at)
       VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
      id,
      conversation,
      payload,
      edits,
      interim ? 1 : 0,
      now,
      now,
      now,
    );
    if (isNew === 0) requireSameLane(db, id, conversation);
  }
  updateDeliveryDue(db, conversation);
}

/** The text so far turned out to be the whole text: it must be shown, also if it was dropped when more was to follow. */
function keepAsLast(db: Database, id: string, conversation: string): void {
  db.run("DELETE FROM outbox WHERE id = ? AND conversation = ? AND reason = 'superseded'", id, conversation);
  db.run("UPDATE outbox SET interim = 0 WHERE id = ? AND conversation = ?", id, conversation);
}

/** A repeat is fine. An id that two conversations share would lose one of the messages. */
function requireSameLane(db: Database, id: string, conversation: string): void {
  const row = db.get<{ conversation: string }>("SELECT conversation FROM outbox WHERE id = ?", id);
  if (row?.conversation !== conversation) throw new Error(`delivery id ${id} belongs to another conversation`);
}
