import { setupNotes } from "#channel/connector-definition.ts";
import { startServer } from "#app/start-server.ts";
import { type CauserieConfig } from "#config/config.ts";
import { checkFolder } from "#store/sqlite/data-folder.ts";
import { migrateSqlite } from "#store/sqlite/migrate-sqlite.ts";
import { renewEpoch } from "#store/sqlite/renew-epoch.ts";
import { readSettings } from "./load-config.ts";

/** Runs the server until SIGINT or SIGTERM. A second signal ends the process at once. */
export async function start(config: CauserieConfig): Promise<void> {
  const stop = Promise.withResolvers<void>();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      stop.resolve();
      process.once(signal, () => process.exit(1));
    });
  }
  await using server = await startServer(config);
  console.log(`Causerie listens on ${server.url}`);
  for (const note of server.notes) console.log(`  ${note}`);
  await stop.promise;
}

/**
 * Checks the configuration, and prints what the operator must enter elsewhere.
 * @throws ConfigError with all problems.
 */
export function check(config: CauserieConfig): Promise<void> {
  const settings = readSettings(config);
  checkFolder(settings.data);
  const publicUrl = settings.publicUrl ?? `http://localhost:${settings.port}`;
  console.log(`The configuration is complete: ${settings.connectors.length} connector(s), data in ${settings.data}.`);
  if (settings.publicUrl === undefined)
    console.log("  No public URL is set: pages elsewhere need CAUSERIE_PUBLIC_URL.");
  for (const connector of settings.connectors)
    for (const line of setupNotes(connector, publicUrl)) console.log(`  ${line}`);
  return Promise.resolve();
}

/** Brings the database of the data folder up to date. */
export async function migrate(config: CauserieConfig): Promise<void> {
  const { data } = readSettings(config);
  const applied = await migrateSqlite(data);
  const done = `Applied to the database in ${data}: ${applied.join(", ")}.`;
  console.log(applied.length === 0 ? `The database in ${data} is up to date.` : done);
}

/** Run once after a backup was restored. The log gets a new name, so that no page continues with an old cursor. */
export async function restored(config: CauserieConfig): Promise<void> {
  const { data } = readSettings(config);
  const epoch = await renewEpoch(data);
  console.log(`The log in ${data} is named ${epoch} now: pages that are open load their conversation anew.`);
}
