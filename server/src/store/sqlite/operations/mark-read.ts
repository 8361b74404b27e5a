import type { Database } from "#store/sqlite/database.ts";

/** A mark that comes late, or from a client that lies, changes nothing. */
export function markRead(db: Database, { conversation, seq }: { conversation: string; seq: number }): void {
  db.run(
    "UPDATE conversation SET read_seq = min(?1, last_seq) WHERE id = ?2 AND read_seq < min(?1, last_seq)",
    seq,
    conversation,
  );
}
