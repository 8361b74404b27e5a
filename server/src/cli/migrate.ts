import { type CauserieConfig, resolveSettings } from "#config/config.ts";
import { readEnv } from "#config/env.ts";
import { migrateSqlite } from "#store/sqlite/migrate-sqlite.ts";

/** Brings the database of the data folder up to date. */
export function migrate(config: CauserieConfig): void {
  const { env, problems } = readEnv();
  const { data } = resolveSettings(config, env, problems);
  const applied = migrateSqlite(data);
  console.log(
    applied.length === 0
      ? `The database in ${data} is up to date.`
      : `Applied to the database in ${data}: ${applied.join(", ")}.`,
  );
}
