import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { type FileState, stateOf } from "./file-state.ts";

/** The write-ahead log is cut to this when it begins anew; see `journal_size_limit`. */
export const logSizeLimit = 67_108_864;

/** The first bytes of a write-ahead log, but for its last bit (https://sqlite.org/fileformat2.html#the_write_ahead_log). */
const logMagic = 0x377f0682;

/**
 * Sees whether the files that SQLite has open are still those that the next process will find. SQLite does not look: it
 * goes on writing to a file that was deleted, or whose place another one has taken, and whatever it writes ends with the
 * process.
 */
export class FileWatch implements Disposable {
  readonly #database: string;
  readonly #files = new Map<string, FileState>();
  #log: number | undefined;

  /** @param database the path of the file, which is open. */
  constructor(database: string) {
    this.#database = database;
  }

  /** @returns the state of the database's file; undefined when what was just written may be found by nobody. */
  look(): FileState | undefined {
    const database = this.#same(this.#database);
    const isWhole = this.#same(`${this.#database}-shm`) !== undefined && this.#hasLog();
    return isWhole ? database : undefined;
  }

  [Symbol.dispose](): void {
    if (this.#log !== undefined) closeSync(this.#log);
  }

  /** Neither another file nor a shorter one. */
  #same(file: string): FileState | undefined {
    const now = stateOf(file);
    const first = this.#files.get(file);
    if (now === undefined) return undefined;
    this.#files.set(file, now);
    if (first === undefined) return now;
    const isSame = now.device === first.device && now.inode === first.inode;
    return isSame && now.size >= Math.min(first.size, logSizeLimit) ? now : undefined;
  }

  /** A log that was emptied in its place grows again, but begins with nothing. */
  #hasLog(): boolean {
    const file = `${this.#database}-wal`;
    const state = this.#same(file);
    if (state === undefined) return false;
    this.#log ??= openSync(file, "r");
    if (String(fstatSync(this.#log, { bigint: true }).ino) !== state.inode) return false;
    const head = Buffer.alloc(4);
    return readSync(this.#log, head, 0, 4, 0) === 4 && (head.readUInt32BE() & ~1) >>> 0 === logMagic;
  }
}
