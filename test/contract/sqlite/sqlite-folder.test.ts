import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ConfigError } from "@causerie/server/app/errors.ts";
import { migrateSqlite } from "@causerie/server/store/sqlite/maintenance.ts";
import { isOldSqlite } from "@causerie/server/store/sqlite/open-database.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { expect, onTestFinished, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { makeFormerDatabase } from "./former-database.ts";
import { readTexts, textEvent } from "#contract/store/store-samples.ts";
import { root } from "#support/paths.ts";
import { rejectionOf } from "#support/rejection-of.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

const cannotBeWritten = (folder: string): string =>
  `The database ${join(folder, "causerie.db")} cannot be written: ` +
  "give the user who runs the server access to it and to its folder.";

const migrations = readdirSync(join(root, "server/src/store/sqlite/migrations")).toSorted();

async function problemsOf(attempt: Promise<unknown>): Promise<readonly string[]> {
  return (await rejectionOf(attempt, ConfigError)).problems;
}

test("the folder and the database are made when they are missing", async () => {
  const folder = join(temporaryFolder(), "deep", "er");
  await using _store = await openSqliteStore({ folder });
  expect(readdirSync(folder)).toContain("causerie.db");
});

test("what is made is for its owner alone", async () => {
  const folder = join(temporaryFolder(), "data");
  const { logger, lines } = collectLogLines("warn");
  await (await openSqliteStore({ folder, logger }))[Symbol.asyncDispose]();
  await using store = await openSqliteStore({ folder, logger });
  await store.events.append(textEvent("a", "one"), 1_000);
  expect(modeOf(folder)).toBe(0o700);
  const files = readdirSync(folder);
  expect(files).toEqual(expect.arrayContaining(["causerie.db", "causerie.db-wal", "causerie.lock"]));
  expect(files.filter((file) => modeOf(join(folder, file)) !== 0o600)).toEqual([]);
  expect(lines).toEqual([]);
});

test("a folder that is there already and open to everyone is warned of, and left as it is", async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  const { logger, lines } = collectLogLines("warn");
  await using _store = await openSqliteStore({ folder, logger });
  expect(lines).toEqual([expect.objectContaining({ folder, level: 40 }) as unknown]);
  expect(modeOf(folder)).toBe(0o755);
  expect(modeOf(join(folder, "causerie.db"))).toBe(0o600);
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
  // Whose it is follows, where that is somebody else.
  expect(await problemsOf(openSqliteStore({ folder }))).toEqual([
    expect.stringContaining(cannotBeWritten(folder)) as string,
  ]);
});

test("a folder that cannot be made is named, too", async () => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  expect(await problemsOf(openSqliteStore({ folder: join(file, "data") }))).toEqual([
    expect.stringContaining("is a file, or below one: name a folder") as string,
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
  expect(await migrateSqlite(folder)).toEqual(migrations);
  expect(await migrateSqlite(folder)).toEqual([]);
  await using store = await openSqliteStore({ folder });
  await store.events.append(textEvent("a", "one"), 1_000);
  expect(await readTexts(store, "ada")).toEqual(["> one"]);
});

test("a database of the first version is brought up to date, and forgets the payloads of deliveries that are over", async () => {
  const folder = temporaryFolder();
  makeFormerDatabase(
    folder,
    1,
    `INSERT INTO conversation (id, connector_id, user_id, last_seq, state, created_at, updated_at)
       VALUES ('ada', 'page', 'user-ada', 0, '{"data":{}}', 1, 1);
     INSERT INTO outbox (id, conversation, payload, state, not_before, updated_at)
       VALUES ('a', 'ada', '"over"', 'sent', 1, 1), ('b', 'ada', '"waits"', 'queued', 1, 1)`,
  );
  expect(await migrateSqlite(folder)).toEqual(migrations.slice(1));
  using db = new DatabaseSync(join(folder, "causerie.db"));
  expect(db.prepare("SELECT id, payload FROM outbox ORDER BY position").all()).toEqual([
    { id: "a", payload: "null" },
    { id: "b", payload: '"waits"' },
  ]);
});

test("a database of a newer version is refused", async () => {
  const folder = temporaryFolder();
  await migrateSqlite(folder);
  change(folder, "INSERT INTO migration (number, name, checksum, at) VALUES (99, '099-later.sql', 'x', 0)");
  expect(await problemsOf(openSqliteStore({ folder }))).toEqual([
    "The database was written by a newer version (it has 099-later.sql): run that version, or restore a backup.",
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

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

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
