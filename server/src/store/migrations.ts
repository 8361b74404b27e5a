import { hash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { ConfigError } from "#app/errors.ts";

/** One numbered file of SQL. `checksum`: SHA-256 of it, in hexadecimal digits. */
export type Migration = { number: number; name: string; sql: string; checksum: string };
export type Applied = Omit<Migration, "sql">;

/** The numbered files of a folder, in their order. */
export function readMigrations(folder: URL): Migration[] {
  const names = readdirSync(folder).filter((name) => /^\d{3}-.*\.sql$/.test(name));
  return names.sort().map((name) => {
    const sql = readFileSync(new URL(name, folder), "utf8");
    return { number: Number(name.slice(0, 3)), name, sql, checksum: hash("sha256", sql, "hex") };
  });
}

/**
 * Whether servers of the former version go on over the tables that it leaves. The database keeps the name, so an older version that does not
 * have the file knows it, too. test/contract/additive-migrations.test.ts holds that it is true.
 */
export const isAdditive = (name: string): boolean => name.endsWith(".additive.sql");

/**
 * The migrations that a database still needs; none for one that a newer version has added to.
 * @throws ConfigError when what was applied is not what we would apply: we only go forward.
 */
export function missingMigrations(applied: readonly Applied[], migrations: readonly Migration[]): Migration[] {
  const newer = applied.slice(migrations.length).find(({ name }) => !isAdditive(name));
  if (newer !== undefined)
    throw new ConfigError([
      `The database was written by a newer version (it has ${newer.name}): run that version, or restore a backup.`,
    ]);
  const problems = applied
    .slice(0, migrations.length)
    .filter(({ checksum }, index) => checksum !== migrations[index]?.checksum)
    .map(({ name }) => `The migration ${name} is not the one that was applied to this database: restore its file.`);
  if (problems.length > 0) throw new ConfigError(problems);
  return migrations.slice(applied.length);
}
