import { hash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { ConfigError } from "#app/errors.ts";
import type { Database } from "./database.ts";

type Migration = { number: number; name: string; sql: string; checksum: string };
type Applied = { number: number; name: string; checksum: string };

/** Applies what is missing, in order, each migration in a transaction of its own. */
export function migrate(db: Database, now: number, migrations = readMigrations()): string[] {
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
export function findMissing(db: Database, migrations = readMigrations()): Migration[] {
  const isNew = db.get("SELECT 1 FROM sqlite_schema WHERE name = 'migration'") === undefined;
  const applied = isNew ? [] : db.all<Applied>("SELECT number, name, checksum FROM migration ORDER BY number");
  refuseForeignHistory(applied, migrations);
  return migrations.slice(applied.length);
}

/** Forward only: what was applied must be what we would apply. */
function refuseForeignHistory(applied: Applied[], migrations: Migration[]): void {
  const newer = applied.at(migrations.length);
  if (newer !== undefined)
    throw new ConfigError([
      `The database was written by a newer version (it has ${newer.name}): run that version, or restore a backup.`,
    ]);
  const problems = applied
    .filter(({ checksum }, index) => checksum !== migrations[index]?.checksum)
    .map(({ name }) => `The migration ${name} is not the one that was applied to this database: restore its file.`);
  if (problems.length > 0) throw new ConfigError(problems);
}

function readMigrations(): Migration[] {
  const folder = new URL("./migrations/", import.meta.url);
  const names = readdirSync(folder).filter((name) => /^\d{3}-.*\.sql$/.test(name));
  return names.sort().map((name) => {
    const sql = readFileSync(new URL(name, folder), "utf8");
    return { number: Number(name.slice(0, 3)), name, sql, checksum: hash("sha256", sql, "hex") };
  });
}
