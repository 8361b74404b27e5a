import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { recentMs } from "#channel/host/blob-store.ts";
import type { FileSystem } from "./file-system.ts";

/**
 * Which files were put a short time ago: `<id>/<random>` is an empty file whose time says when. Each put has a mark of its own, so
 * that whoever removes an old one removes nobody else's.
 */
export class RecentFiles {
  readonly #folder: string;
  readonly #files: FileSystem;
  readonly #now: () => number;

  constructor(folder: string, { files, now }: { files: FileSystem; now: () => number }) {
    this.#folder = folder;
    this.#files = files;
    this.#now = now;
  }

  async mark(id: string): Promise<void> {
    const { mkdir, utimes, writeFile } = this.#files;
    const path = join(this.#folder, id, randomUUID());
    for (;;) {
      await mkdir(join(this.#folder, id), { recursive: true, mode: 0o700 });
      try {
        await writeFile(path, "", { mode: 0o600, flush: true });
        // By our clock, which the drive's may differ from.
        await utimes(path, this.#now() / 1_000, this.#now() / 1_000);
        return;
      } catch (error) {
        // Whoever has removed the last mark has removed the folder.
        if (!isMissing(error)) throw error;
      }
    }
  }

  /** Whether the file was put within the last {@link recentMs}. */
  async has(id: string): Promise<boolean> {
    return (await this.#ages(id)).some(({ age }) => age < recentMs);
  }

  /** Files of which every mark is old. */
  async settled(): Promise<string[]> {
    const ids = await this.#namesIn(this.#folder);
    const old = await Promise.all(ids.map(async (id) => !(await this.has(id))));
    return ids.filter((_, index) => old[index]);
  }

  /** Removes the old marks of a file. */
  async forget(id: string): Promise<void> {
    const { rm, rmdir } = this.#files;
    for (const { path, age } of await this.#ages(id)) if (age >= recentMs) await rm(path, { force: true });
    await rmdir(join(this.#folder, id)).catch((error: unknown) => {
      if (!isMissing(error) && !isNotEmpty(error)) throw error;
    });
  }

  async #ages(id: string): Promise<{ path: string; age: number }[]> {
    const names = await this.#namesIn(join(this.#folder, id));
    const ages = await Promise.all(
      names.map(async (name) => {
        const path = join(this.#folder, id, name);
        const found = await this.#files.stat(path).catch((error: unknown) => {
          if (!isMissing(error)) throw error;
        });
        return found === undefined ? [] : [{ path, age: this.#now() - found.mtimeMs }];
      }),
    );
    return ages.flat();
  }

  async #namesIn(folder: string): Promise<string[]> {
    try {
      return await this.#files.readdir(folder);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function isNotEmpty(error: unknown): boolean {
  return error instanceof Error && "code" in error && ["ENOTEMPTY", "EEXIST"].includes(String(error.code));
}
