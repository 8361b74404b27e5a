import type { Database } from "#store/sqlite/database.ts";

export type ReleaseInput = { conversation: string; seq: number; attempt: number; notBefore: number | null };

/** Takes back the try that `countAttempt` wrote. Without `notBefore` the event stays due. */
export function releaseTurn(db: Database, { conversation, seq, attempt, notBefore }: ReleaseInput): void {
  const changed = db.run(
    `UPDATE work SET attempts = ?, begun = 0, not_before = coalesce(?, not_before) WHERE conversation = ? AND seq = ?`,
    attempt - 1,
    notBefore,
    conversation,
    seq,
  );
  if (changed > 0 && notBefore !== null)
    db.run("UPDATE conversation SET answer_due = ? WHERE id = ?", notBefore, conversation);
}
