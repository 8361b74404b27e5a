import { expiredPage, type StoredUpload, type UploadOwner, type UploadStore } from "#uploads/upload-store.ts";

type Kept = UploadOwner & { clientId: string; upload: StoredUpload };

export function createMemoryUploads(): UploadStore {
  const kept = new Map<string, Kept>();

  const own = ({ connectorId, conversationId }: UploadOwner, id: string): Kept | undefined => {
    const found = kept.get(id);
    return found?.connectorId === connectorId && found.conversationId === conversationId ? found : undefined;
  };
  const copy = (upload: StoredUpload): StoredUpload => ({ ...upload, parts: [...upload.parts] });
  /** No event is looked at: this store removes no files. */
  const unused = (blobs: readonly string[]): string[] => {
    const used = new Set([...kept.values()].flatMap(({ upload }) => upload.parts));
    return [...new Set(blobs)].filter((blob) => !used.has(blob));
  };

  return {
    async begin({ connectorId, conversationId, clientId, ...upload }, keepMs, now) {
      const same = [...kept.values()].find(
        (each) =>
          each.clientId === clientId && each.connectorId === connectorId && each.conversationId === conversationId,
      );
      if (same !== undefined) {
        same.upload.expiresAt = Math.max(same.upload.expiresAt, now + keepMs);
        return copy(same.upload);
      }
      const begun = { ...upload, received: 0, parts: [], expiresAt: now + keepMs };
      kept.set(upload.id, { connectorId, conversationId, clientId, upload: begun });
      return copy(begun);
    },
    async find(owner, id, now) {
      const found = own(owner, id);
      return found === undefined || found.upload.expiresAt <= now ? undefined : copy(found.upload);
    },
    async append(owner, id, { at, bytes, blob }, keepMs, now) {
      const upload = own(owner, id)?.upload;
      if (upload === undefined || upload.expiresAt <= now) return undefined;
      if (upload.received !== at || upload.file !== undefined) return { received: upload.received, added: false };
      upload.received += bytes;
      upload.parts.push(blob);
      upload.expiresAt = now + keepMs;
      return { received: upload.received, added: true };
    },
    async complete(owner, id, file) {
      const upload = own(owner, id)?.upload;
      if (upload === undefined || upload.file !== undefined) return [];
      const { parts } = upload;
      upload.file = file;
      upload.parts = [file.blob];
      return unused(parts);
    },
    async sent(owner, ids, keepMs, now) {
      for (const id of ids) {
        const upload = own(owner, id)?.upload;
        if (upload === undefined) continue;
        upload.expiresAt = now + keepMs;
        upload.parts = [];
      }
    },
    async drop(owner, id) {
      const found = own(owner, id);
      if (found === undefined) return [];
      kept.delete(id);
      return unused(found.upload.parts);
    },
    async expire(now) {
      const old = [...kept.values()].filter(({ upload }) => upload.expiresAt <= now).slice(0, expiredPage);
      for (const { upload } of old) kept.delete(upload.id);
      return { count: old.length, files: unused(old.flatMap(({ upload }) => upload.parts)) };
    },
  };
}
