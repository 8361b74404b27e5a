import { randomUUID } from "node:crypto";
import type { Blob, BlobStore } from "#channel/host/blob-store.ts";
import { recentMs } from "#channel/host/blob-store.ts";
import { blobIdPattern, pagesOf, removalMs, withLocalFile } from "#store/blobs/local-file.ts";
import type { Bucket } from "./bucket.ts";

export type S3BlobParts = {
  bucket: Bucket;
  /** Before each key. */
  prefix: string;
  /** A folder of this machine, where a file is until its bytes are known. */
  folder: string;
  now?: () => number;
};

/**
 * Files in a bucket: `blobs/<id>` holds the bytes, `recent/<id>/<time>-<random>` says that the file was put then, and
 * `leaving/<time>/<id>` is a file that is about to go. The order of steps is that of the folder (`folder-blob-store.ts`): whoever puts marks
 * first and looks then, whoever deletes takes away first and looks for marks then.
 */
export function createS3BlobStore({ bucket, prefix, folder, now = Date.now }: S3BlobParts): BlobStore {
  const keyOf = (id: string): string => `${prefix}blobs/${id}`;
  const marksOf = (id: string): string => `${prefix}recent/${id}/`;

  async function info(id: string): Promise<Blob | undefined> {
    if (!blobIdPattern.test(id)) return undefined;
    const found = await bucket.head(keyOf(id));
    return found === undefined ? undefined : { id, ...found };
  }

  async function isRecent(id: string): Promise<boolean> {
    for await (const key of bucket.list(marksOf(id))) if (now() - timeOf(key) < recentMs) return true;
    return false;
  }

  async function mark(id: string): Promise<void> {
    await bucket.mark(`${marksOf(id)}${now()}-${randomUUID()}`);
  }

  async function remove(id: string): Promise<void> {
    if (!blobIdPattern.test(id) || (await isRecent(id))) return;
    const leaving = `${prefix}leaving/${now()}-${randomUUID()}/${id}`;
    if (!(await bucket.copy(keyOf(id), leaving))) return;
    await bucket.remove(keyOf(id));
    if (await isRecent(id)) await bucket.copy(leaving, keyOf(id));
    await bucket.remove(leaving);
  }

  /** What a killed process was about to remove: somebody may have put it again meanwhile. It is looked at later. */
  async function bringBack(): Promise<void> {
    for (const key of await keysOf(`${prefix}leaving/`)) {
      const id = key.split("/").at(-1) ?? "";
      if (!blobIdPattern.test(id) || timeOf(key.slice(0, -id.length - 1)) > now() - removalMs) continue;
      await mark(id);
      await bucket.copy(key, keyOf(id));
      await bucket.remove(key);
    }
  }

  async function keysOf(start: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const key of bucket.list(start)) keys.push(key);
    return keys;
  }

  return {
    put: (content, { mediaType }, maxBytes) =>
      withLocalFile(folder, { content, maxBytes }, async ({ id, ...file }) => {
        await mark(id);
        const kept = await info(id);
        if (kept !== undefined) return kept;
        await bucket.put(keyOf(id), file, mediaType);
        return { id, mediaType, bytes: file.bytes };
      }),
    async get(id) {
      const blob = await info(id);
      if (blob === undefined) return undefined;
      const all = { start: 0, end: blob.bytes - 1 };
      return { ...blob, content: (part = all) => bucket.read(keyOf(id), part) };
    },
    delete: remove,
    async settle(unusedOf) {
      await bringBack();
      const marks = Map.groupBy(await keysOf(`${prefix}recent/`), (key) => key.split("/").at(-2) ?? "");
      const settled = [...marks.keys()].filter((id) => marks.get(id)?.every((key) => now() - timeOf(key) >= recentMs));
      for (const ids of pagesOf(settled)) {
        const unused = new Set(await unusedOf(ids));
        for (const id of ids) {
          if (unused.has(id)) await remove(id);
          for (const key of marks.get(id) ?? []) await bucket.remove(key);
        }
      }
    },
  };
}

/** When a mark or a leaving file was made, by the clock of those who made it: its last part begins with it. */
function timeOf(key: string): number {
  return Number.parseInt(key.split("/").at(-1) ?? "", 10);
}
