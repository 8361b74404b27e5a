import type { Database } from "#store/sqlite/database.ts";

export type AttemptInput = { conversation: string; seq: number; attempt: number };

/** Remembers that a try was begun, so that an event which ends the process is not tried for ever. */
export function countAttempt(db: Database, { conversation, seq, attempt }: AttemptInput): void {
  db.run(
    "UPDATE work SET attempts = max(attempts, ?), begun = 1 WHERE conversation = ? AND seq = ?",
    attempt,
    conversation,
    seq,
  );
}
