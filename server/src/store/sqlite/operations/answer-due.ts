import type { Database } from "#store/sqlite/database.ts";

/** Keeps the time at which the head of a conversation's work can be answered. */
export function updateAnswerDue(db: Database, conversation: string): void {
  db.run(
    "UPDATE conversation SET answer_due = (SELECT not_before FROM head_of_work WHERE conversation = ?1) WHERE id = ?1",
    conversation,
  );
}
