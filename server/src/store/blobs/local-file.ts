import { createHash, randomUUID } from "node:crypto";
import * as fileSystem from "node:fs/promises";
import { dirname, join } from "node:path";
import { RequestError } from "#app/errors.ts";
import type { FileSystem } from "./file-system.ts";

/** `sha256-` and 43 letters: of an id from outside nothing else may become part of a path. */
export const blobIdPattern = /^sha256-[A-Za-z0-9_-]{43}$/;

/** Milliseconds: longer than any removal takes. */
export const removalMs = 60_000;

/** Files that one question to the store is about. */
const pageSize = 200;

export function pagesOf(ids: readonly string[]): string[][] {
  const count = Math.ceil(ids.length / pageSize);
  return Array.from({ length: count }, (_, page) => ids.slice(page * pageSize, (page + 1) * pageSize));
}

/** A file that is written whole, under a name of its own. `sha256`: base64. */
export type WrittenFile = { id: string; path: string; bytes: number; sha256: string };

type Options = { content: AsyncIterable<Uint8Array>; maxBytes: number; files?: FileSystem };

/**
 * Writes the bytes to the disk in `<folder>/incoming`, and gives them to `keep`; what is still there after that is removed.
 * @throws RequestError `too_large`, and `unavailable` where the disk has no room or fails
 */
export async function withLocalFile<Kept>(
  folder: string,
  { content, maxBytes, files = fileSystem }: Options,
  keep: (file: WrittenFile) => Promise<Kept>,
): Promise<Kept> {
  const path = join(folder, "incoming", randomUUID());
  await files.mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    return await keep({ path, ...(await write(files, path, content, maxBytes)) });
  } catch (error) {
    throw isOfStorage(error) ? cannotKeep(error) : error;
  } finally {
    await files.rm(path, { force: true });
  }
}

/** Writes the bytes to the disk. @throws RequestError `too_large` */
async function write(
  { open }: FileSystem,
  path: string,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Omit<WrittenFile, "path">> {
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
  const digest = hash.digest();
  return { id: `sha256-${digest.toString("base64url")}`, bytes, sha256: digest.toString("base64") };
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
