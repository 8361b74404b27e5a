import { join } from "node:path";
import { ConfigError } from "#app/errors.ts";
import type { CauserieConfig, Settings } from "#config/config.ts";
import { fingerprint, readSecrets, secretFile } from "#config/secret.ts";
import { migratePostgres, renewPostgresEpoch } from "#store/postgres/maintenance.ts";
import { migrateSqlite, renewEpoch } from "#store/sqlite/maintenance.ts";
import { moveToPostgres } from "#store/transfer/move-to-postgres.ts";
import { readSettings } from "./loading/load-config.ts";
import { UsageError } from "./usage-error.ts";

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
  const settings = readSettings(config);
  const { data, database } = settings;
  if (target !== "postgres") throw new UsageError([`--to: there is only "postgres", not "${target}"`]);
  if (database === undefined)
    throw new ConfigError(["DATABASE_URL: is missing; set it to the empty database that everything is moved to"]);
  requireSecretOf(data, settings);
  const moved = await moveToPostgres(data, database);
  for (const { table, rows } of moved) console.log(`  ${table}: ${rows} row(s), counted and compared`);
  console.log(`Moved from ${data} to PostgreSQL. The folder is as it was: keep it until you are sure.`);
  console.log(`  Files that people have sent stay in ${join(data, "blobs")}: every server needs that folder.`);
}

/**
 * The servers of PostgreSQL must believe what the folder's secret has signed.
 * @throws ConfigError that shows no secret.
 */
function requireSecretOf(data: string, { secret, previousSecret }: Pick<Settings, "secret" | "previousSecret">): void {
  const kept = readSecrets(data);
  if (kept === undefined) return;
  const believed = [secret, previousSecret].flatMap((each) => (each === undefined ? [] : [fingerprint(each)]));
  const file = secretFile(data);
  if (!believed.includes(fingerprint(kept.current)))
    throw new ConfigError([
      `CAUSERIE_SECRET is another secret than the first line of ${file}: set it to that line, or all visitors lose their session. If the server signed with CAUSERIE_SECRET before, too, move the file away`,
    ]);
  const [former] = kept.former;
  if (former !== undefined && !believed.includes(fingerprint(former)))
    console.log(
      `  ${file} has a second line, the secret before: set CAUSERIE_PREVIOUS_SECRET to it, or visitors with a session of before the rotation lose it.`,
    );
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
