import type { Database } from "#store/sqlite/database.ts";

/** Takes the head off a conversation's work, and what was noted for it; the next event is the head now. */
export function finishWork(db: Database, conversation: string, seq: number): void {
  db.run("DELETE FROM note WHERE conversation = ? AND seq = ?", conversation, seq);
  db.run("DELETE FROM work WHERE conversation = ? AND seq = ?", conversation, seq);
  db.run(
    `UPDATE conversation SET answer_due = (SELECT not_before FROM work WHERE conversation = ?1 ORDER BY seq LIMIT 1)
     WHERE id = ?1`,
    conversation,
  );
}
