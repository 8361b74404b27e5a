import { type CauserieConfig, resolveSettings } from "#config/config.ts";
import { readEnv } from "#config/env.ts";
import { migrateSqlite } from "#store/sqlite/migrate-sqlite.ts";

/** Brings the database of the data folder up to date. */
export async function migrate(config: CauserieConfig): Promise<void> {
  const { env, problems } = readEnv();
  const { data } = resolveSettings(config, env, problems);
  const applied = await migrateSqlite(data);
  const done = `Applied to the database in ${data}: ${applied.join(", ")}.`;
  console.log(applied.length === 0 ? `The database in ${data} is up to date.` : done);
}
