import type { Database } from "#store/sqlite/database.ts";

const blobId = /sha256-[A-Za-z0-9_-]{43}/g;

/** Notes which files an event names, so that each goes with the last event that names it. */
export function recordBlobUse(db: Database, conversation: string, seq: number, body: string): void {
  // Most events name none, and the search for a constant text is the fastest there is.
  if (!body.includes("sha256-")) return;
  for (const [blob] of body.matchAll(blobId))
    db.run(
      "INSERT INTO blob_use (blob, conversation, seq) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      blob,
      conversation,
      seq,
    );
}

/** The files that a text names. */
export function blobsIn(text: string): { blob: string }[] {
  return Array.from(text.matchAll(blobId), ([blob]) => ({ blob }));
}

/** @returns the files that these events named and that no event names any more. */
export function endBlobUse(db: Database, conversation: string, upTo: number): string[] {
  const blobs = db.all<{ blob: string }>(
    "DELETE FROM blob_use WHERE conversation = ? AND seq <= ? RETURNING blob",
    conversation,
    upTo,
  );
  return unusedOf(db, blobs);
}

/** In the writer's order: an event that is being stored is seen. */
export function unusedFiles(db: Database, { ids }: { ids: readonly string[] }): string[] {
  return unusedOf(
    db,
    ids.map((blob) => ({ blob })),
  );
}

/** Those that no event and no upload names any more, each once. */
export function unusedOf(db: Database, blobs: readonly { blob: string }[]): string[] {
  const ids = [...new Set(blobs.map(({ blob }) => blob))];
  return ids.filter((blob) => db.get(selectUse, blob) === undefined);
}

const selectUse = `
  SELECT 1 FROM blob_use WHERE blob = ?1 UNION ALL SELECT 1 FROM upload_part WHERE blob = ?1 LIMIT 1`;
