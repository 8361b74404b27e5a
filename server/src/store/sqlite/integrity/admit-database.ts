import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import { databaseFile, explainFileError, isDamaged, makeDatabaseFile } from "#store/sqlite/data-folder.ts";
import type { Database } from "#store/sqlite/database.ts";
import { migrate } from "#store/sqlite/migrate.ts";
import { openForWriting } from "#store/sqlite/open-database.ts";
import { newEpoch } from "#store/epoch.ts";
import { setEpoch } from "#store/sqlite/ownership.ts";
import { bootName, stateOf } from "./file-state.ts";
import { checkedAtStart, findDamage } from "./find-damage.ts";
import { findDoubts, type FolderState, type OwnFacts } from "./find-doubts.ts";
import { readWitness, WitnessWriter } from "./witness.ts";
import { type SecretFacts, warnOfOtherSecret } from "#store/secret-facts.ts";

/** `migrations`: what was applied. `doubts`: why the log has a new name. */
export type Admitted = { migrations: string[]; doubts: string[] };

export type AdmitOptions = { now: number; logger?: Logger | undefined; secret?: SecretFacts | undefined };

/**
 * Opens the database of a folder that is ours: makes it if there is none, refuses one that is damaged, brings it up to date,
 * and gives its log a new name when its end may be gone. Says so in one line of the log.
 *
 * @param work what is to be done with it, if anything.
 * @throws ConfigError when it cannot be used.
 */
export function admitDatabase<Result>(
  folder: string,
  { now, logger, secret }: AdmitOptions,
  work: (db: Database, admitted: Admitted) => Result,
): Result {
  const state = lookAt(folder, secret);
  makeDatabaseFile(folder);
  try {
    using db = openForWriting(folder);
    refuseDamage(db, folder, state);
    const isNew = readFacts(db) === undefined;
    const migrations = migrate(db, now);
    const admitted = { migrations, doubts: findDoubts(state, isNew ? undefined : readFacts(db)) };
    db.transaction(() => recognise(db, admitted, now));
    for (const doubt of admitted.doubts)
      logger?.warn(
        { folder },
        `the log has a new name, so that open pages load their conversation anew, because of the database in ${folder}: ${doubt}`,
      );
    if (secret !== undefined) keepFingerprint(db, secret, logger);
    return work(db, admitted);
  } catch (error) {
    throw explainFileError(error, folder);
  }
}

/** Notes beside the closed database that all of it is there. @param clean false: a server is about to use it. */
export function keepWitness(folder: string, clean: boolean): void {
  const file = databaseFile(folder);
  using db = openForWriting(folder);
  const meta = db.get<{ identity: string; epoch: string; owner: number; position: number }>(
    "SELECT identity, epoch, owner, position FROM meta",
  );
  if (meta === undefined) throw new Error("the store has no meta row");
  db.get("PRAGMA wal_checkpoint(TRUNCATE)");
  db[Symbol.dispose]();
  const state = stateOf(file);
  using writer = new WitnessWriter(folder);
  const { inode = "", changed = "" } = state ?? {};
  writer.write({ ...meta, inode, changed, clean, boot: bootName() }, { durable: true });
}

function lookAt(folder: string, secret: SecretFacts | undefined): FolderState {
  return {
    witness: readWitness(folder),
    database: stateOf(databaseFile(folder)),
    secret: !existsSync(join(folder, "secret.key")) ? "none" : secret?.isNew === true ? "new" : "kept",
    boot: bootName(),
  };
}

function refuseDamage(db: Database, folder: string, { database }: FolderState): void {
  if (database === undefined || database.size > checkedAtStart || findDamage(db) === undefined) return;
  throw new ConfigError([isDamaged(databaseFile(folder))]);
}

/** Undefined: the database has never been opened by a server. */
function readFacts(db: Database): OwnFacts | undefined {
  const columns = db.all<{ name: string }>("SELECT name FROM pragma_table_info('meta')").map(({ name }) => name);
  if (columns.length === 0) return undefined;
  const own = columns.includes("identity") ? "identity, position, secret_print" : "NULL AS identity, 0 AS position";
  const meta = db.get<Omit<OwnFacts, "isUsed"> & { secret_print?: string | null }>(`SELECT ${own} FROM meta`);
  if (meta === undefined) return undefined;
  const { identity, position, secret_print: print = null } = meta;
  const isUsed = print !== null || db.get("SELECT 1 FROM conversation LIMIT 1") !== undefined;
  return { identity, position, isUsed };
}

function recognise(db: Database, { doubts }: Admitted, now: number): void {
  const known = db.get<{ identity: string | null }>("SELECT identity FROM meta");
  if (known === undefined || doubts.length > 0) setEpoch(db, newEpoch(), now);
  db.run("UPDATE meta SET identity = coalesce(identity, ?)", randomBytes(12).toString("base64url"));
}

/** Notes which secret is in use. One that is not known, and not the successor of the known one, ends all sessions. */
function keepFingerprint(db: Database, secret: SecretFacts, logger: Logger | undefined): void {
  const { secret_print: known } = db.get<{ secret_print: string | null }>("SELECT secret_print FROM meta") ?? {};
  db.run("UPDATE meta SET secret_print = ?", secret.prints[0] ?? "");
  warnOfOtherSecret(known, secret, logger);
}
