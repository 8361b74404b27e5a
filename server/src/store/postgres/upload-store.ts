import { type CheckedFile, expiredPage, type StoredUpload, type UploadStore } from "#uploads/upload-store.ts";
import type { Pools } from "./connection/pools.ts";

type Found = Omit<StoredUpload, "file" | "expiresAt"> & { file: CheckedFile | null; keptMs: number };

/**
 * Over the connections for reading: those for writing carry what people say. All times are the database's. A statement whose answer was
 * lost may be repeated: it changes nothing the second time, and a piece is told where the upload goes on.
 */
export function createUploadStore(pools: Pick<Pools, "read">): UploadStore {
  async function call<Result>(expression: string, ...values: unknown[]): Promise<Result> {
    const [row] = await pools.read<{ outcome: Result }>(`SELECT ${expression} AS outcome`, ...values);
    if (row === undefined) throw new Error("the database gave no answer");
    return row.outcome;
  }

  return {
    async begin({ id, connectorId, conversationId, clientId, name, mediaType, bytes }, keepMs, now) {
      const call8 = "begin_upload($1, $2, $3, $4, $5, $6, $7, $8)";
      const own = [id, connectorId, conversationId, clientId];
      return toUpload(await call<Found>(call8, ...own, name, mediaType, bytes, keepMs), now);
    },
    async find({ connectorId, conversationId }, id, now) {
      const [row] = await pools.read<{ upload: Found }>(selectUpload, id, connectorId, conversationId);
      return row === undefined ? undefined : toUpload(row.upload, now);
    },
    async append({ connectorId, conversationId }, id, { at, bytes, blob }, keepMs) {
      const outcome = await call<{ received: number; added: boolean } | null>(
        "append_upload($1, $2, $3, $4, $5, $6, $7)",
        id,
        connectorId,
        conversationId,
        at,
        bytes,
        blob,
        keepMs,
      );
      return outcome ?? undefined;
    },
    complete: ({ connectorId, conversationId }, id, file) =>
      call("complete_upload($1, $2, $3, $4)", id, connectorId, conversationId, JSON.stringify(file)),
    sent: async ({ connectorId, conversationId }, ids, keepMs) => {
      await call("mark_uploads_sent($1::text[], $2, $3, $4)", ids, connectorId, conversationId, keepMs);
    },
    drop: ({ connectorId, conversationId }, id) => call("drop_upload($1, $2, $3)", id, connectorId, conversationId),
    expire: () => call("expire_uploads($1)", expiredPage),
  };
}

const selectUpload = `
  SELECT upload_json(u) AS upload FROM upload u
  WHERE id = $1 AND connector_id = $2 AND conversation = $3 AND expires_at > now_ms()`;

function toUpload({ file, keptMs, ...found }: Found, now: number): StoredUpload {
  return { ...found, ...(file === null ? {} : { file }), expiresAt: now + keptMs };
}
