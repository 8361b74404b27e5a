import { closeSync, constants, fdatasyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { ConfigError } from "#app/errors.ts";
import { describeNoAccess } from "#app/file-owner.ts";

/**
 * What is kept beside the database, so that a database that lost its end, or is another one, is recognised: SQLite itself
 * takes a log that was cut for one that ended there.
 */
export type Witness = {
  /** Of the database. */
  identity: string;
  epoch: string;
  /** Counted up by every process that opens the store. */
  owner: number;
  /** How many commits there were when this was written. */
  position: number;
  /** The number of the file on its drive: a copy has another one. */
  inode: string;
  /** When the file was last changed, in nanoseconds, by the system's clock. No program can set it, so no copy has it. */
  changed: string;
  /** Whether the server has ended as it should. */
  clean: boolean;
  /** Which start of the machine this was written in; empty where the system does not say it. */
  boot: string;
};

export type KeptWitness = { type: "missing" } | { type: "damaged" } | { type: "kept"; witness: Witness };

/** One sector of a disk, so that it is written whole or not at all. */
const size = 512;

function witnessFile(folder: string): string {
  return join(folder, "causerie.witness");
}

export function readWitness(folder: string): KeptWitness {
  let text: string;
  try {
    text = readFileSync(witnessFile(folder), "latin1");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return { type: "missing" };
    throw explainAccess(error);
  }
  const [sum, json] = [text.slice(0, 8), text.slice(8).trimEnd()];
  if (sum !== sumOf(json)) return { type: "damaged" };
  return { type: "kept", witness: JSON.parse(json) as Witness };
}

/** Writes the file in place: a new file for each commit would cost more than the commit. */
export class WitnessWriter implements Disposable {
  readonly #file: number;

  constructor(folder: string) {
    this.#file = openSync(witnessFile(folder), constants.O_RDWR | constants.O_CREAT, 0o600);
  }

  /**
   * Another process finds it at once, also after this one was killed. `durable`: also after the machine has lost its
   * power. The database never waits for that: after such an end its log gets a new name in any case.
   */
  write(witness: Witness, { durable }: { durable: boolean }): void {
    const json = JSON.stringify(witness);
    writeSync(this.#file, `${sumOf(json)}${json}`.padEnd(size), 0, "latin1");
    if (durable) fdatasyncSync(this.#file);
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
  }
}

function explainAccess(error: unknown): unknown {
  const problem = describeNoAccess(error);
  return problem === undefined ? error : new ConfigError([problem], { cause: error });
}

function sumOf(json: string): string {
  return crc32(json).toString(16).padStart(8, "0");
}
