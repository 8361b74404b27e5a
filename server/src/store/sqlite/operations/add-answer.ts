import { StaleLeaseError } from "#app/errors.ts";
import type { Database } from "#store/sqlite/database.ts";
import { wakeLane } from "./wake-lane.ts";

/** A part of the answer to the event at `seq`, in the words of the tables. */
export type AnswerInput = {
  conversation: string;
  seq: number;
  events: { key: string; body: string }[];
  deliveries: { id: string; payload: string }[];
  now: number;
};

/** Logs what the bot said and queues what has to be delivered; what is there under the same key or id, stays. */
export function addAnswer(db: Database, { conversation, seq, events, deliveries, now }: AnswerInput): void {
  requireUnanswered(db, conversation, seq);
  if (events.length > 0) logEvents(db, conversation, events, now);
  if (deliveries.length > 0) queueDeliveries(db, conversation, deliveries, now);
}

/** @throws StaleLeaseError when the event has its answer. */
function requireUnanswered(db: Database, conversation: string, seq: number): void {
  const row = db.get("SELECT 1 FROM work WHERE conversation = ? AND seq = ?", conversation, seq);
  if (row === undefined) throw new StaleLeaseError(`Event ${seq} of conversation ${conversation} has been answered`);
}

function logEvents(db: Database, conversation: string, events: AnswerInput["events"], now: number): void {
  const row = db.get<{ last_seq: number }>("SELECT last_seq FROM conversation WHERE id = ?", conversation);
  if (row === undefined) throw new Error("an answer to a conversation that does not exist");
  let lastSeq = row.last_seq;
  for (const { key, body } of events) {
    lastSeq += db.run(
      "INSERT INTO event (conversation, seq, key, body, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (conversation, key) DO NOTHING",
      conversation,
      lastSeq + 1,
      key,
      body,
      now,
    );
  }
  db.run("UPDATE conversation SET last_seq = ?, updated_at = ? WHERE id = ?", lastSeq, now, conversation);
}

function queueDeliveries(db: Database, conversation: string, deliveries: AnswerInput["deliveries"], now: number): void {
  for (const { id, payload } of deliveries) {
    const isNew = db.run(
      `INSERT INTO outbox (id, conversation, payload, state, not_before, updated_at)
       VALUES (?, ?, ?, 'queued', ?, ?) ON CONFLICT (id) DO NOTHING`,
      id,
      conversation,
      payload,
      now,
      now,
    );
    if (isNew === 0) requireSameLane(db, id, conversation);
  }
  wakeLane(db, conversation);
}

/** A repeat is fine; an id that two conversations share would lose one of the messages. */
function requireSameLane(db: Database, id: string, conversation: string): void {
  const row = db.get<{ conversation: string }>("SELECT conversation FROM outbox WHERE id = ?", id);
  if (row?.conversation !== conversation) throw new Error(`delivery id ${id} belongs to another conversation`);
}
