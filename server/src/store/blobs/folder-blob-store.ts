import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import * as fileSystem from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Blob, BlobInfo, BlobStore } from "#channel/host/blob-store.ts";
import type { FileSystem } from "./file-system.ts";
import { blobIdPattern, pagesOf, removalMs, withLocalFile } from "./local-file.ts";
import { RecentFiles } from "./recent-files.ts";

/**
 * Files in a folder of this machine: `<first two letters>/<id>` holds the bytes, the same name with `.json` what is known of
 * them. A file appears under its id only when all of it is on the disk, so a killed process leaves no half file.
 */
export function createFolderBlobStore(folder: string, { files = fileSystem, now = Date.now }: Parts = {}): BlobStore {
  const { mkdir, readFile, rename, rm, stat, writeFile } = files;
  const pathOf = (id: string): string => join(folder, id.slice(7, 9), id);
  const recent = new RecentFiles(join(folder, "recent"), { files, now });

  async function info(id: string): Promise<Blob | undefined> {
    if (!blobIdPattern.test(id)) return undefined;
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
      return await withLocalFile(folder, { content, maxBytes, files }, async ({ id, path: draft, bytes }) => {
        // Before anything is looked at: whoever deletes the file looks for the mark after taking the file away.
        await recent.mark(id);
        const kept = await info(id);
        if (kept !== undefined) return kept;
        await mkdir(dirname(pathOf(id)), { recursive: true, mode: 0o700 });
        try {
          // First what is known of it: whoever finds the bytes finds this, too. Whole, also beside another who sends the same.
          await writeFile(`${draft}.json`, JSON.stringify({ mediaType }), { mode: 0o600, flush: true });
          await rename(`${draft}.json`, `${pathOf(id)}.json`);
          await rename(draft, pathOf(id));
        } finally {
          await rm(`${draft}.json`, { force: true });
        }
        return { id, mediaType, bytes };
      });
    },
    async get(id) {
      const blob = await info(id);
      return blob === undefined ? undefined : { ...blob, content: (part) => createReadStream(pathOf(id), part) };
    },
    delete: remove,
    async settle(unusedOf) {
      await bringBack();
      for (const ids of pagesOf(await recent.settled())) {
        const unused = new Set(await unusedOf(ids));
        for (const id of ids) if (unused.has(id)) await remove(id);
        await Promise.all(ids.map((id) => recent.forget(id)));
      }
    },
  };

  /**
   * Takes the file away first, what is known of it before its bytes, and only then asks whether somebody has just put it: whoever
   * puts it from now on finds none, and writes it anew.
   */
  async function remove(id: string): Promise<void> {
    if (!blobIdPattern.test(id)) return;
    const leaving = join(folder, "leaving", `${id}.${randomUUID()}`);
    await mkdir(dirname(leaving), { recursive: true, mode: 0o700 });
    const hadInfo = await move(`${pathOf(id)}.json`, `${leaving}.json`);
    const hadBytes = await move(pathOf(id), leaving);
    // Without the bytes somebody else is removing it, who may bring them back.
    const isWanted = await recent.has(id);
    if (hadInfo && (isWanted || !hadBytes)) await move(`${leaving}.json`, `${pathOf(id)}.json`);
    if (hadBytes && isWanted) await move(leaving, pathOf(id));
    await rm(leaving, { force: true });
    await rm(`${leaving}.json`, { force: true });
  }

  /** What a killed process was about to remove: somebody may have put it again meanwhile. It is looked at later. */
  async function bringBack(): Promise<void> {
    const leaving = join(folder, "leaving");
    // What is known of a file stands after its bytes, and comes back before them.
    for (const name of (await namesIn(leaving)).toSorted().toReversed()) {
      const [id = "", , info] = name.split(".");
      const since = await stat(join(leaving, name)).catch(orMissing);
      if (since === undefined || since.ctimeMs > now() - removalMs || !blobIdPattern.test(id)) continue;
      await recent.mark(id);
      await mkdir(dirname(pathOf(id)), { recursive: true, mode: 0o700 });
      await move(join(leaving, name), info === undefined ? pathOf(id) : `${pathOf(id)}.json`);
    }
  }

  /** @returns false: there was none. */
  async function move(from: string, to: string): Promise<boolean> {
    try {
      await rename(from, to);
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }
}

/** `files`: the functions of node:fs/promises that are used. */
type Parts = { files?: FileSystem; now?: () => number };

/** Removes what a killed process has left half written. @param before younger files may be another process's at work. */
export async function removeAbandonedFiles(folder: string, before: number): Promise<void> {
  const { rm, stat } = fileSystem;
  const incoming = join(folder, "incoming");
  for (const name of await namesIn(incoming)) {
    const file = join(incoming, name);
    const since = await stat(file).catch(orMissing);
    if (since !== undefined && since.mtimeMs < before) await rm(file, { force: true });
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return (await fileSystem.readdir(folder).catch(orMissing)) ?? [];
}

function orMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
