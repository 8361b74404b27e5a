import {
  type CheckedFile,
  expiredPage,
  type NewUpload,
  type Part,
  type StoredUpload,
  type UploadOwner,
} from "#uploads/upload-store.ts";
import type { Database } from "#store/sqlite/database.ts";
import { unusedOf } from "./blob-use.ts";

type Own = UploadOwner & { id: string };

type Row = {
  id: string;
  name: string;
  mediaType: string;
  bytes: number;
  received: number;
  file: string | null;
  expiresAt: number;
};

const columns = "id, name, media_type AS mediaType, bytes, received, file, expires_at AS expiresAt";

export function beginUpload(
  db: Database,
  { keepMs, now, ...upload }: NewUpload & { keepMs: number; now: number },
): StoredUpload {
  const { id, connectorId, conversationId, clientId, name, mediaType, bytes } = upload;
  // One that has expired and is still here has all that has come of it.
  const row = db.get<Row>(
    `INSERT INTO upload (id, connector_id, conversation, client_id, name, media_type, bytes, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (conversation, connector_id, client_id) DO UPDATE SET expires_at = max(expires_at, excluded.expires_at)
     RETURNING ${columns}`,
    id,
    connectorId,
    conversationId,
    clientId,
    name,
    mediaType,
    bytes,
    now + keepMs,
  );
  if (row === undefined) throw new Error("an upload was not stored");
  return toUpload(db, row);
}

export function findUpload(
  db: Database,
  { connectorId, conversationId }: UploadOwner,
  id: string,
  now: number,
): StoredUpload | undefined {
  const row = db.get<Row>(
    `SELECT ${columns} FROM upload WHERE id = ? AND connector_id = ? AND conversation = ? AND expires_at > ?`,
    id,
    connectorId,
    conversationId,
    now,
  );
  return row === undefined ? undefined : toUpload(db, row);
}

export function appendUpload(
  db: Database,
  { part, keepMs, now, ...own }: Own & { part: Part; keepMs: number; now: number },
): { received: number; added: boolean } | undefined {
  const { id, connectorId, conversationId } = own;
  const { at, bytes, blob } = part;
  const known = findUpload(db, own, id, now);
  if (known === undefined) return undefined;
  if (known.received !== at || known.file !== undefined) return { received: known.received, added: false };
  db.run("INSERT INTO upload_part (upload, start, blob) VALUES (?, ?, ?)", id, at, blob);
  db.run(
    "UPDATE upload SET received = ?, expires_at = ? WHERE id = ? AND connector_id = ? AND conversation = ?",
    at + bytes,
    now + keepMs,
    id,
    connectorId,
    conversationId,
  );
  return { received: at + bytes, added: true };
}

export function completeUpload(
  db: Database,
  { id, connectorId, conversationId, file }: Own & { file: CheckedFile },
): string[] {
  const changed = db.run(
    "UPDATE upload SET file = ? WHERE id = ? AND connector_id = ? AND conversation = ? AND file IS NULL",
    JSON.stringify(file),
    id,
    connectorId,
    conversationId,
  );
  if (changed === 0) return [];
  const parts = db.all<{ blob: string }>("DELETE FROM upload_part WHERE upload = ? RETURNING blob", id);
  db.run("INSERT INTO upload_part (upload, start, blob) VALUES (?, 0, ?)", id, file.blob);
  return unusedOf(db, parts);
}

export function markUploadsSent(
  db: Database,
  {
    ids,
    connectorId,
    conversationId,
    keepMs,
    now,
  }: UploadOwner & { ids: readonly string[]; keepMs: number; now: number },
): void {
  for (const id of ids) {
    const kept = db.run(
      "UPDATE upload SET expires_at = ? WHERE id = ? AND connector_id = ? AND conversation = ?",
      now + keepMs,
      id,
      connectorId,
      conversationId,
    );
    if (kept > 0) db.run("DELETE FROM upload_part WHERE upload = ?", id);
  }
}

export function dropUpload(db: Database, { id, connectorId, conversationId }: Own): string[] {
  const parts = partsOf(db, id);
  const gone = db.run(
    "DELETE FROM upload WHERE id = ? AND connector_id = ? AND conversation = ?",
    id,
    connectorId,
    conversationId,
  );
  return gone === 0 ? [] : unusedOf(db, parts);
}

export function expireUploads(db: Database, { now }: { now: number }): { count: number; files: string[] } {
  const ids = db.all<{ id: string }>(
    "SELECT id FROM upload WHERE expires_at <= ? ORDER BY expires_at LIMIT ?",
    now,
    expiredPage,
  );
  return { count: ids.length, files: remove(db, ids) };
}

/** Goes with its conversation. @returns the files that nothing names any more. */
export function deleteUploadsOf(db: Database, conversation: string): string[] {
  return remove(db, db.all<{ id: string }>("SELECT id FROM upload WHERE conversation = ?", conversation));
}

function remove(db: Database, uploads: readonly { id: string }[]): string[] {
  const parts = uploads.flatMap(({ id }) => partsOf(db, id));
  for (const { id } of uploads) db.run("DELETE FROM upload WHERE id = ?", id);
  return unusedOf(db, parts);
}

function partsOf(db: Database, id: string): { blob: string }[] {
  return db.all<{ blob: string }>("SELECT blob FROM upload_part WHERE upload = ? ORDER BY start", id);
}

function toUpload(db: Database, { file, ...row }: Row): StoredUpload {
  const parts = partsOf(db, row.id).map(({ blob }) => blob);
  return { ...row, parts, ...(file === null ? {} : { file: JSON.parse(file) as CheckedFile }) };
}
