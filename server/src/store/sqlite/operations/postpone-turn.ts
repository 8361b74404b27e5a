import type { Database } from "#store/sqlite/database.ts";

export type PostponeInput = { conversation: string; seq: number; attempt: number; notBefore: number };

/** The event stays the head of its conversation, but not before that time. */
export function postponeTurn(db: Database, { conversation, seq, attempt, notBefore }: PostponeInput): void {
  const changed = db.run(
    "UPDATE work SET attempts = max(attempts, ?), begun = 0, not_before = ? WHERE conversation = ? AND seq = ?",
    attempt,
    notBefore,
    conversation,
    seq,
  );
  if (changed > 0) db.run("UPDATE conversation SET answer_due = ? WHERE id = ?", notBefore, conversation);
}
