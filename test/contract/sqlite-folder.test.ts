import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ConfigError } from "@causerie/server/errors.ts";
import { migrateSqlite } from "@causerie/server/store/sqlite/migrate-sqlite.ts";
import { isOldSqlite } from "@causerie/server/store/sqlite/open-database.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { expect, onTestFinished, test } from "vitest";
import { readTexts, textEvent } from "./store-samples.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const cannotBeWritten = (folder: string): string =>
  `The database ${join(folder, "causerie.db")} cannot be written: ` +
  "give the user who runs the server access to it and to its folder.";

async function problemsOf(attempt: Promise<unknown>): Promise<readonly string[]> {
  const error = await attempt.catch((error: unknown) => error);
  if (!(error instanceof ConfigError)) throw new Error(`expected a ConfigError, got ${String(error)}`);
  return error.problems;
}

test("the folder and the database are made when they are missing", async () => {
  const folder = join(temporaryFolder(), "deep", "er");
  await using _store = await openSqliteStore({ folder });
  expect(readdirSync(folder)).toContain("causerie.db");
});

test("a folder that another living process uses is refused, and free once that one has closed", async () => {
  const folder = temporaryFolder();
  const sentence = `The data folder ${folder} is in use by another process: stop that one first, or name another folder.`;
  {
    await using _store = await openSqliteStore({ folder });
    expect(await problemsOf(openSqliteStore({ folder }))).toEqual([sentence]);
    expect(await problemsOf(migrateSqlite(folder))).toEqual([sentence]);
  }
  await using _store = await openSqliteStore({ folder });
});

test("a folder that cannot be written is named, with the remedy", async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o500);
  actAsOrdinaryUser();
  expect(await problemsOf(openSqliteStore({ folder }))).toEqual([cannotBeWritten(folder)]);
});

test("a database that can only be read is named, with the remedy", async () => {
  const folder = temporaryFolder();
  await migrateSqlite(folder);
  for (const file of readdirSync(folder)) chmodSync(join(folder, file), 0o444);
  chmodSync(folder, 0o555);
  actAsOrdinaryUser();
  expect(await problemsOf(openSqliteStore({ folder }))).toEqual([cannotBeWritten(folder)]);
});

test("a folder that cannot be made is named, too", async () => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  expect(await problemsOf(openSqliteStore({ folder: join(file, "data") }))).toEqual([
    expect.stringContaining("(ENOTDIR)") as string,
  ]);
});

test("a database that is a folder, or no database at all, is named", async () => {
  const [one, two] = [temporaryFolder(), temporaryFolder()];
  mkdirSync(join(one, "causerie.db"));
  expect(await problemsOf(openSqliteStore({ folder: one }))).toEqual([
    expect.stringContaining("causerie.db cannot be written") as string,
  ]);
  writeFileSync(join(two, "causerie.db"), "Dear diary, ".repeat(100));
  expect(await problemsOf(openSqliteStore({ folder: two }))).toEqual([
    expect.stringContaining("is not a sound SQLite database") as string,
  ]);
});

test("migrating says what it applied, once", async () => {
  const folder = temporaryFolder();
  expect(await migrateSqlite(folder)).toEqual(["001-first.sql"]);
  expect(await migrateSqlite(folder)).toEqual([]);
  await using store = await openSqliteStore({ folder });
  await store.events.append(textEvent("a", "one"), 1_000);
  expect(await readTexts(store, "ada")).toEqual(["> one"]);
});

test("a database of a newer version is refused", async () => {
  const folder = temporaryFolder();
  await migrateSqlite(folder);
  change(folder, "INSERT INTO migration (number, name, checksum, at) VALUES (2, '002-later.sql', 'x', 0)");
  expect(await problemsOf(openSqliteStore({ folder }))).toEqual([
    "The database was written by a newer version (it has 002-later.sql): run that version, or restore a backup.",
  ]);
});

test("a migration that was changed after it had been applied is refused", async () => {
  const folder = temporaryFolder();
  await migrateSqlite(folder);
  change(folder, "UPDATE migration SET checksum = 'another' WHERE number = 1");
  expect(await problemsOf(openSqliteStore({ folder }))).toEqual([
    "The migration 001-first.sql is not the one that was applied to this database: restore its file.",
  ]);
});

test("versions of SQLite that can damage a database are known", () => {
  expect(["3.51.3", "3.51.10", "3.52.0", "3.53.4", "4.0.0"].filter(isOldSqlite)).toEqual([]);
  expect(["3.51.2", "3.50.9", "3.9.0", "2.8.17"].filter((version) => !isOldSqlite(version))).toEqual([]);
});

function change(folder: string, sql: string): void {
  using db = new DatabaseSync(join(folder, "causerie.db"));
  db.exec(sql);
}

/** Root may write anywhere, so for the rest of this test it is not root. */
function actAsOrdinaryUser(): void {
  if (process.geteuid?.() !== 0) return;
  process.seteuid?.(65_534);
  onTestFinished(() => process.seteuid?.(0));
}
