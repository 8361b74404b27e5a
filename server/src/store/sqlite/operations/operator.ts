import type { DeletionRecord } from "#operator/operator.ts";
import type { Database } from "#store/sqlite/database.ts";
import { updateAnswerDue } from "./answer-due.ts";
import { updateDeliveryDue } from "./deliveries.ts";

export type RetryInput = { ids: readonly string[] | undefined; now: number };

/** A delivery that is being sent stays as it is: its sender ends it. */
export function retryDeliveries(db: Database, { ids, now }: RetryInput): number {
  const rows = db.all<{ conversation: string }>(
    `UPDATE outbox SET not_before = ?1 WHERE state IN ('queued', 'unknown')
       AND (?2 IS NULL OR id IN (SELECT value FROM json_each(?2))) RETURNING conversation`,
    now,
    ids === undefined ? null : JSON.stringify(ids),
  );
  for (const conversation of lanesOf(rows)) {
    db.run("UPDATE conversation SET deliver_after = min(deliver_after, ?) WHERE id = ?", now, conversation);
    updateDeliveryDue(db, conversation);
  }
  return rows.length;
}

/** What waits is given up; what was given up is forgotten. */
export function dropDeliveries(db: Database, { ids, now }: { ids: readonly string[]; now: number }): number {
  const list = JSON.stringify(ids);
  const forgotten = db.run(
    "DELETE FROM outbox WHERE state = 'failed' AND id IN (SELECT value FROM json_each(?))",
    list,
  );
  const rows = db.all<{ conversation: string }>(
    `UPDATE outbox SET state = 'failed', payload = 'null', reason = 'dropped', updated_at = ?
     WHERE state IN ('queued', 'unknown') AND id IN (SELECT value FROM json_each(?)) RETURNING conversation`,
    now,
    list,
  );
  for (const conversation of lanesOf(rows)) updateDeliveryDue(db, conversation);
  return forgotten + rows.length;
}

function lanesOf(rows: readonly { conversation: string }[]): Set<string> {
  return new Set(rows.map(({ conversation }) => conversation));
}

export type DeadLetterId = { conversation: string; seq: number };

/** Back to the beginning of the queue, with all its attempts before it. Its apology stays in the log. */
export function retryDeadLetter(db: Database, { conversation, seq, now }: DeadLetterId & { now: number }): boolean {
  const back = db.run(
    `INSERT INTO work (conversation, seq, acted_at, locale, not_before, ordered_at)
     SELECT conversation, seq, acted_at, locale, ?, 0 FROM dead_letter WHERE conversation = ? AND seq = ?`,
    now,
    conversation,
    seq,
  );
  if (back === 0) return false;
  dropDeadLetter(db, { conversation, seq });
  updateAnswerDue(db, conversation);
  return true;
}

export function dropDeadLetter(db: Database, { conversation, seq }: DeadLetterId): boolean {
  return db.run("DELETE FROM dead_letter WHERE conversation = ? AND seq = ?", conversation, seq) > 0;
}

export type PersonDeletion = { connectorId: string; userId: string; keepBlock: boolean };

export function deletePerson(db: Database, { connectorId, userId, keepBlock }: PersonDeletion): void {
  for (const table of ["alias", "person_member", ...(keepBlock ? [] : ["blocked"])])
    db.run(`DELETE FROM ${table} WHERE connector_id = ? AND user_id = ?`, connectorId, userId);
}

export function recordDeletion(db: Database, record: DeletionRecord): void {
  const { at, connectorId, wantedBy, conversations, events, files } = record;
  db.run(
    "INSERT INTO deletion (at, connector_id, wanted_by, conversations, events, files) VALUES (?, ?, ?, ?, ?, ?)",
    at,
    connectorId,
    wantedBy,
    conversations,
    events,
    files,
  );
}

export type BlockInput = { connectorId: string; userId: string; blocked: boolean; now: number };

export function block(db: Database, { connectorId, userId, blocked, now }: BlockInput): void {
  if (blocked)
    db.run(
      "INSERT INTO blocked (connector_id, user_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      connectorId,
      userId,
      now,
    );
  else db.run("DELETE FROM blocked WHERE connector_id = ? AND user_id = ?", connectorId, userId);
}
