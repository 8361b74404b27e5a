import { type Applied, type Migration, missingMigrations, readMigrations } from "#store/migrations.ts";
import { Client } from "pg";
import { newEpoch } from "#store/epoch.ts";
import type { DatabaseAddress } from "#store/postgres/connection/address.ts";
import { clientConfig } from "#store/postgres/connection/pools.ts";
import { withoutTimeouts } from "#store/postgres/connection/with-client.ts";

/** What this version applies. */
export const ownMigrations = (): Migration[] => readMigrations(new URL("../migrations/", import.meta.url));

/**
 * Makes the schema if there is none and applies what is missing, all of it or nothing. Of several processes that start at
 * once, one does it and the others wait.
 *
 * @returns the names of the migrations that were applied.
 */
export async function migrate(address: DatabaseAddress, migrations = ownMigrations()): Promise<string[]> {
  const client = new Client({ ...clientConfig(address), ...withoutTimeouts });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`causerie ${address.schema}`]);
    const applied = await applyMissing(client, address, migrations);
    await client.query("COMMIT");
    return applied;
  } finally {
    await client.end();
  }
}

async function applyMissing(
  client: Client,
  { schema }: DatabaseAddress,
  migrations: readonly Migration[],
): Promise<string[]> {
  const { rows } = await client.query("SELECT FROM pg_namespace WHERE nspname = $1", [schema]);
  // Asked before: `IF NOT EXISTS` needs the right to make schemas also where there is nothing to make.
  if (rows.length === 0) await client.query(`CREATE SCHEMA ${schema}`);
  await client.query(
    `CREATE TABLE IF NOT EXISTS migration (number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL,
       at timestamptz NOT NULL DEFAULT clock_timestamp())`,
  );
  const { rows: applied } = await client.query<Applied>("SELECT number, name, checksum FROM migration ORDER BY number");
  const missing = missingMigrations(applied, migrations);
  for (const { number, name, sql, checksum } of missing) {
    await client.query(sql);
    await client.query("INSERT INTO migration (number, name, checksum) VALUES ($1, $2, $3)", [number, name, checksum]);
  }
  await client.query("INSERT INTO meta (one, epoch, checked_at) VALUES (1, $1, now_ms()) ON CONFLICT DO NOTHING", [
    newEpoch(),
  ]);
  return missing.map(({ name }) => name);
}
