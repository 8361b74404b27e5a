import { existsSync, statSync } from "node:fs";
import { ConfigError } from "#app/errors.ts";
import { newEpoch } from "#store/epoch.ts";
import { databaseFile, explainFileError, lockFolder, prepareFolder } from "./data-folder.ts";
import { type Admitted, admitDatabase, keepWitness } from "./integrity/admit-database.ts";
import { findMissing } from "./migrate.ts";
import { openForReading } from "./open-database.ts";
import { setEpoch } from "./ownership.ts";

/**
 * Brings the database in `folder` to the newest schema, making it if there is none.
 *
 * @returns the names of the migrations that were applied.
 * @throws ConfigError when the folder cannot be used, or its database is not one this version can migrate.
 */
export async function migrateSqlite(folder: string): Promise<string[]> {
  prepareFolder(folder);
  using _lock = lockFolder(folder);
  const { migrations } = admit(folder);
  keepWitness(folder, true);
  return migrations;
}

/**
 * Whether a server of this version could open the database in `folder`. Reads only, so a server may be running.
 * @returns the names of the migrations that its start would apply; undefined if there is no database yet.
 * @throws ConfigError when the file is no database of ours, is damaged, or was written by a newer version.
 */
export function checkSqlite(folder: string): string[] | undefined {
  if (!existsSync(databaseFile(folder)) || statSync(databaseFile(folder)).size === 0) return undefined;
  try {
    using db = openForReading(folder);
    return findMissing(db).map(({ name }) => name);
  } catch (error) {
    throw explainFileError(error, folder);
  }
}

/**
 * Gives the log of a restored backup a name of its own. The backup gives out numbers anew that visitors have seen on
 * other events; under the old name their pages would pass over those. Under the new one they load the conversation again.
 * A start does that by itself wherever the folder shows that it is a copy; a drive that was set back as a whole does not.
 *
 * @returns the new epoch.
 * @throws ConfigError when there is no database in the folder, a server is using it, or it is of a newer version.
 */
export async function renewEpoch(folder: string): Promise<string> {
  if (!existsSync(databaseFile(folder)))
    throw new ConfigError([`There is no database in ${folder}: restore the backup first, or name another folder.`]);
  prepareFolder(folder);
  using _lock = lockFolder(folder);
  const epoch = newEpoch();
  admitDatabase(folder, { now: Date.now() }, (db) => setEpoch(db, epoch, Date.now()));
  keepWitness(folder, true);
  return epoch;
}

function admit(folder: string): Admitted {
  return admitDatabase(folder, { now: Date.now() }, (_db, admitted) => admitted);
}
