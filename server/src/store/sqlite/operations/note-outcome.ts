import { StaleLeaseError } from "#app/errors.ts";
import type { Database } from "#store/sqlite/database.ts";

export type NoteInput = { conversation: string; seq: number; name: string; value: string };

/** Keeps what came out of an effect until the event is answered. The first note stays: it is what was done. */
export function noteOutcome(db: Database, { conversation, seq, name, value }: NoteInput): void {
  const noted = db.run(
    `INSERT INTO note (conversation, seq, name, value)
     SELECT conversation, seq, ?, ? FROM work WHERE conversation = ? AND seq = ?
     ON CONFLICT (conversation, seq, name) DO NOTHING`,
    name,
    value,
    conversation,
    seq,
  );
  if (noted > 0) return;
  const row = db.get("SELECT 1 FROM work WHERE conversation = ? AND seq = ?", conversation, seq);
  if (row === undefined) throw new StaleLeaseError(`Event ${seq} of conversation ${conversation} has been answered`);
}
