import type { Database } from "#store/sqlite/database.ts";

/** Notes when the head of a conversation's lane can go out, or is to be asked after while it is being sent. */
export function wakeLane(db: Database, conversation: string): void {
  db.run(
    `UPDATE conversation SET delivery_due = (
       SELECT not_before FROM outbox
       WHERE conversation = ?1 AND state IN ('queued', 'sending', 'unknown') ORDER BY place LIMIT 1)
     WHERE id = ?1`,
    conversation,
  );
}
