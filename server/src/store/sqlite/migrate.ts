import { type Applied, type Migration, missingMigrations, readMigrations } from "#store/migrations.ts";
import type { Database } from "./database.ts";

/** What this version applies. */
export const ownMigrations = (): Migration[] => readMigrations(new URL("./migrations/", import.meta.url));

/** Applies what is missing, in order, each migration in a transaction of its own. */
export function migrate(db: Database, now: number, migrations = ownMigrations()): string[] {
  db.exec(
    "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, at INTEGER NOT NULL) STRICT",
  );
  const missing = findMissing(db, migrations);
  for (const { number, name, sql, checksum } of missing) {
    db.transaction(() => {
      db.exec(sql);
      db.run("INSERT INTO migration (number, name, checksum, at) VALUES (?, ?, ?, ?)", number, name, checksum, now);
    });
  }
  return missing.map(({ name }) => name);
}

/** The migrations that the database still needs. @throws ConfigError when it was not written by this version's ones. */
export function findMissing(db: Database, migrations = ownMigrations()): Migration[] {
  const isNew = db.get("SELECT 1 FROM sqlite_schema WHERE name = 'migration'") === undefined;
  const applied = isNew ? [] : db.all<Applied>("SELECT number, name, checksum FROM migration ORDER BY number");
  return missingMigrations(applied, migrations);
}
