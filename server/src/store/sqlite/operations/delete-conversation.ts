import { deletedName } from "#store/deleted-name.ts";
import type { Database } from "#store/sqlite/database.ts";
import { endBlobUse } from "./blob-use.ts";
import { deleteCaseOf } from "./desk/cases.ts";
import { deleteStepOf } from "./desk/figures.ts";
import { deletePushOf } from "./push.ts";
import { deleteUploadsOf } from "./uploads.ts";

/** The last number is one more than was given out: so each cursor of before lies before the oldest event. */
export function deleteConversation(
  db: Database,
  { conversation, now }: { conversation: string; now: number },
): { events: number; files: string[] } | undefined {
  const known = db.get<{ last_seq: number }>("SELECT last_seq FROM conversation WHERE id = ?", conversation);
  if (known === undefined) return undefined;
  deleteCaseOf(db, conversation);
  deletePushOf(db, conversation);
  deleteStepOf(db, conversation);
  const unsent = deleteUploadsOf(db, conversation);
  const files = [...new Set([...endBlobUse(db, conversation, known.last_seq), ...unsent])];
  for (const table of ["work", "dead_letter", "idempotency_record", "outbox"])
    db.run(`DELETE FROM ${table} WHERE conversation = ?`, conversation);
  const events = db.run("DELETE FROM event WHERE conversation = ?", conversation);
  db.run("DELETE FROM conversation WHERE id = ?", conversation);
  db.run(
    `INSERT INTO deleted_conversation (conversation, last_seq, at) VALUES (?1, ?2, ?3)
     ON CONFLICT (conversation) DO UPDATE SET last_seq = ?2, at = ?3`,
    deletedName(conversation),
    known.last_seq + 1,
    now,
  );
  return { events, files };
}

/** The last number of a conversation of this id that was deleted; 0 if there was none. */
export function lastSeqBefore(db: Database, conversation: string): number {
  return (
    db.get<{ last_seq: number }>(
      "SELECT last_seq FROM deleted_conversation WHERE conversation = ?",
      deletedName(conversation),
    )?.last_seq ?? 0
  );
}
