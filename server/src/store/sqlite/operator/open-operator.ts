import { existsSync } from "node:fs";
import { ConfigError } from "#app/errors.ts";
import type { DeskStore } from "#desk/desk-store.ts";
import type { Operator } from "#operator/operator.ts";
import type { SessionStore } from "#sessions/session-store.ts";
import { databaseFile, explainFileError, isInUse, lockFolder, prepareFolder } from "#store/sqlite/data-folder.ts";
import { Database } from "#store/sqlite/database.ts";
import { createDeskRecords } from "#store/sqlite/desk/desk-records.ts";
import { createFiguresStore } from "#store/sqlite/desk/figures-store.ts";
import { admitDatabase, keepWitness } from "#store/sqlite/integrity/admit-database.ts";
import { openForReading } from "#store/sqlite/open-database.ts";
import { type Job, runJob } from "#store/sqlite/operations.ts";
import { createSessionStore } from "#store/sqlite/session-store.ts";
import { createOperator, type OperatorParts } from "./create-operator.ts";

/** `isServerRunning`: changes reach it by what it reads, within seconds. */
export type OpenOperator = Disposable & {
  operator: Operator;
  sessions: SessionStore;
  desk: Pick<DeskStore, "records" | "figures">;
  isServerRunning: boolean;
};

/**
 * The operator's view of a folder, from outside of the server and while it runs. A change is a transaction of its own in
 * SQLite; it takes no turn and no delivery, so the server keeps its ownership of all that is under way.
 *
 * @throws ConfigError when there is no database, or it cannot be used.
 */
export function openOperator(folder: string): OpenOperator {
  if (!existsSync(databaseFile(folder)))
    throw new ConfigError([`There is no database in ${folder}: name the folder that the server keeps its data in.`]);
  const lock = tryToLock(folder);
  try {
    // Alone, we are the server for a moment: an older database is brought up to date, and the witness is kept.
    if (lock !== undefined) admitDatabase(folder, { now: Date.now() }, () => undefined);
    const reader = openForReading(folder);
    const writer = openBeside(folder);
    // The name says what the operation gives back, and the types of a table of functions cannot.
    const run: OperatorParts["run"] = async (name, input) =>
      writer.transaction(() => runJob(writer, { name, input } as Job)) as never;
    return {
      operator: createOperator({ reader, run }),
      sessions: createSessionStore(reader, { run }),
      desk: { records: createDeskRecords(reader, { run }), figures: createFiguresStore(reader, { run }) },
      isServerRunning: lock === undefined,
      [Symbol.dispose]: () => {
        reader[Symbol.dispose]();
        writer[Symbol.dispose]();
        if (lock !== undefined) keepWitness(folder, true);
        lock?.[Symbol.dispose]();
      },
    };
  } catch (error) {
    lock?.[Symbol.dispose]();
    throw explainFileError(error, folder);
  }
}

/** Undefined: a server has the folder. */
function tryToLock(folder: string): Disposable | undefined {
  prepareFolder(folder);
  try {
    return lockFolder(folder);
  } catch (error) {
    if (isInUse(error)) return undefined;
    throw error;
  }
}

/** A second connection that writes. It leaves the write-ahead log to the server, which notes what it has moved from there. */
function openBeside(folder: string): Database {
  const db = new Database(databaseFile(folder), { timeoutMs: 10_000 });
  db.exec("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = MEMORY");
  return db;
}
