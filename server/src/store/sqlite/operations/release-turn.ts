import type { Database } from "#store/sqlite/database.ts";

export type ReleaseInput = { conversation: string; seq: number; attempt: number };

/** Takes back the try that `countAttempt` wrote. The event stays due. */
export function releaseTurn(db: Database, { conversation, seq, attempt }: ReleaseInput): void {
  db.run("UPDATE work SET attempts = ? WHERE conversation = ? AND seq = ?", attempt - 1, conversation, seq);
}
