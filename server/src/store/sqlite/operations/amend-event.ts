import type { LogBody } from "#channel/log.ts";
import type { Amended } from "#pipeline/inbox/inbox.ts";
import type { AmendInput } from "#store/event-input.ts";
import type { Database } from "#store/sqlite/database.ts";
import { blobsIn, recordBlobUse, unusedOf } from "./blob-use.ts";

/** Replaces what an event says. Its hash stays that of what it said first, so that a repeat is known. */
export function amendEvent(db: Database, { connectorId, conversation, key, content }: AmendInput): Amended | undefined {
  const row = db.get<{ seq: number; body: string }>(
    `SELECT e.seq, e.body FROM event e JOIN conversation c ON c.id = e.conversation
     WHERE c.id = ? AND c.connector_id = ? AND e.key = ?`,
    conversation,
    connectorId,
    key,
  );
  if (row === undefined) return undefined;
  const { content: before, ...rest } = JSON.parse(row.body) as Extract<LogBody, { type: "visitor" }>;
  if (before.type === "deleted") return { files: unusedOf(db, blobsIn(content)) };
  const body = JSON.stringify({ ...rest, content: JSON.parse(content) as unknown });
  db.run("UPDATE event SET body = ? WHERE conversation = ? AND seq = ?", body, conversation, row.seq);
  const blobs = db.all<{ blob: string }>(
    "DELETE FROM blob_use WHERE conversation = ? AND seq = ? RETURNING blob",
    conversation,
    row.seq,
  );
  recordBlobUse(db, conversation, row.seq, body);
  return { files: unusedOf(db, blobs) };
}
