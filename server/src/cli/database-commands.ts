import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "#app/errors.ts";
import type { CauserieConfig } from "#config/config.ts";
import { migratePostgres, renewPostgresEpoch } from "#store/postgres/maintenance.ts";
import { migrateSqlite, renewEpoch } from "#store/sqlite/maintenance.ts";
import { moveToPostgres } from "#store/transfer/move-to-postgres.ts";
import { readSettings } from "./load-config.ts";

/** Brings the database up to date. */
export async function migrate(config: CauserieConfig): Promise<void> {
  const { data, database } = readSettings(config);
  const applied = await (database === undefined ? migrateSqlite(data) : migratePostgres(database));
  const location = locationOf(data, database);
  console.log(
    applied.length === 0
      ? `The database ${location} is up to date.`
      : `Applied to the database ${location}: ${applied.join(", ")}.`,
  );
}

/**
 * Moves the embedded database of the data folder into PostgreSQL.
 *
 * @throws ConfigError with what must be done first.
 */
export async function moveTo(target: string, config: CauserieConfig): Promise<void> {
  const { data, database, secret } = readSettings(config);
  if (target !== "postgres") throw new ConfigError([`--to: there is only "postgres", not "${target}"`]);
  if (database === undefined)
    throw new ConfigError(["DATABASE_URL: is missing; set it to the empty database that everything is moved to"]);
  const moved = await moveToPostgres(data, database);
  for (const { table, rows } of moved) console.log(`  ${table}: ${rows} row(s), counted and compared`);
  console.log(`Moved from ${data} to PostgreSQL. The folder is as it was: keep it until you are sure.`);
  console.log(`  Files that people have sent stay in ${join(data, "blobs")}: every server needs that folder.`);
  const key = join(data, "secret.key");
  if (existsSync(key) && readFileSync(key, "utf8").trim() !== secret)
    console.log(`  CAUSERIE_SECRET is not what ${key} holds: set it to that, or all visitors get new sessions.`);
}

/** Run once after a backup was restored. The log gets a new name, so that no page continues with an old cursor. */
export async function restored(config: CauserieConfig): Promise<void> {
  const { data, database } = readSettings(config);
  const epoch = await (database === undefined ? renewEpoch(data) : renewPostgresEpoch(database));
  console.log(
    `The log ${locationOf(data, database)} is named ${epoch} now: pages that are open load their conversation anew.`,
  );
}

/** Never the URL itself: it holds the password. */
function locationOf(data: string, database: string | undefined): string {
  return database === undefined ? `in ${data}` : "in PostgreSQL";
}
