import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { RequestError } from "#app/errors.ts";
import type { Blob, BlobInfo, BlobStore } from "#channel/blob-store.ts";

/** `sha256-` and 43 letters: of an id from outside nothing else may become part of a path. */
const idPattern = /^sha256-[A-Za-z0-9_-]{43}$/;

/**
 * Files in a folder of this machine: `<first two letters>/<id>` holds the bytes, the same name with `.json` what is known of
 * them. A file appears under its id only when all of it is on the disk, so a killed process leaves no half file.
 */
export function createFolderBlobStore(folder: string): BlobStore {
  const pathOf = (id: string): string => join(folder, id.slice(7, 9), id);

  async function info(id: string): Promise<Blob | undefined> {
    if (!idPattern.test(id)) return undefined;
    try {
      const { mediaType } = JSON.parse(await readFile(`${pathOf(id)}.json`, "utf8")) as BlobInfo;
      return { id, mediaType, bytes: (await stat(pathOf(id))).size };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  return {
    async put(content, { mediaType }, maxBytes) {
      const draft = join(folder, "incoming", randomUUID());
      await mkdir(dirname(draft), { recursive: true, mode: 0o700 });
      try {
        const { id, bytes } = await write(draft, content, maxBytes);
        const kept = await info(id);
        if (kept !== undefined) return kept;
        await mkdir(dirname(pathOf(id)), { recursive: true, mode: 0o700 });
        // First what is known of it: whoever finds the bytes finds this, too. Whole, also beside another who sends the same.
        await writeFile(`${draft}.json`, JSON.stringify({ mediaType }), { mode: 0o600, flush: true });
        await rename(`${draft}.json`, `${pathOf(id)}.json`);
        await rename(draft, pathOf(id));
        return { id, mediaType, bytes };
      } catch (error) {
        throw isOfStorage(error) ? cannotKeep(error) : error;
      } finally {
        await rm(draft, { force: true });
        await rm(`${draft}.json`, { force: true });
      }
    },
    async get(id) {
      const blob = await info(id);
      return blob === undefined ? undefined : { ...blob, content: () => createReadStream(pathOf(id)) };
    },
    async delete(id) {
      if (!idPattern.test(id)) return;
      await rm(pathOf(id), { force: true });
      await rm(`${pathOf(id)}.json`, { force: true });
    },
  };
}

/** Removes what a killed process has left half written. @param before younger files may be another process's at work. */
export async function removeAbandonedFiles(folder: string, before: number): Promise<void> {
  const incoming = join(folder, "incoming");
  for (const name of await namesIn(incoming)) {
    const file = join(incoming, name);
    const since = await stat(file).catch(orMissing);
    if (since !== undefined && since.mtimeMs < before) await rm(file, { force: true });
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(orMissing)) ?? [];
}

function orMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

/** Writes the bytes to the disk. @throws RequestError `too_large` */
async function write(
  path: string,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<{ id: string; bytes: number }> {
  await using file = await open(path, "wx", 0o600);
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of content) {
    bytes += piece.byteLength;
    if (bytes > maxBytes) throw new RequestError("too_large", `a file may have at most ${maxBytes} bytes`);
    hash.update(piece);
    await file.writeFile(piece);
  }
  await file.sync();
  return { id: `sha256-${hash.digest("base64url")}`, bytes };
}

/** No room, no more of the user's share, a drive that fails or can only be read: whoever sends the file should come again. */
function isOfStorage(error: unknown): boolean {
  return error instanceof Error && "code" in error && ["ENOSPC", "EDQUOT", "EIO", "EROFS"].includes(String(error.code));
}

function cannotKeep(cause: unknown): RequestError {
  return new RequestError("unavailable", "The server cannot keep a file at the moment: send it again later", {
    retryAfterMs: 5_000,
    cause,
  });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
