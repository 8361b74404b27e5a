import { isAdditive, type Migration } from "@causerie/server/store/migrations.ts";
import { parseAddress } from "@causerie/server/store/postgres/connection/address.ts";
import { openPostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import { migrate as migratePostgres, ownMigrations } from "@causerie/server/store/postgres/schema/migrate.ts";
import { databaseFile } from "@causerie/server/store/sqlite/data-folder.ts";
import { Database } from "@causerie/server/store/sqlite/database.ts";
import { migrate as migrateSqlite, ownMigrations as ownOfSqlite } from "@causerie/server/store/sqlite/migrate.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { describe, expect, test } from "vitest";
import { beginTurn, readTexts, says, textEvent } from "#contract/store/store-samples.ts";
import { sharedPostgres, sql, testSchema } from "#support/postgres/test-database.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { postgresTables } from "./postgres-tables.ts";
import { sqliteTables } from "./sqlite-tables.ts";
import { whatBreaks } from "./tables.ts";

/** A migration of a version that is still to come. */
function later(own: readonly Migration[], text: string, name = "later.additive"): Migration[] {
  const number = own.length + 1;
  return [...own, { number, name: `${String(number).padStart(3, "0")}-${name}.sql`, sql: text, checksum: `${number}` }];
}

/** One message, its answer, a delivery, and a note of the team. */
async function talk(store: Store, name: string): Promise<void> {
  const now = Date.now();
  await store.events.append(textEvent(name, `said ${name}`), now);
  const lease = await beginTurn(store, "ada", now);
  const turn = { events: [says(`a-${name}`, `answer ${name}`)], deliveries: [{ id: `d-${name}`, payload: "{}" }] };
  await store.turns.commit(lease, turn, { data: { name } }, now);
  const delivery = await store.outbox.begin("ada", now);
  await store.outbox.sent(delivery?.id ?? "none", `mid-${name}`, now);
  const note = { id: `n-${name}`, conversationId: "ada", by: { id: "op", name: "Op" }, text: name, at: now };
  expect(await store.desk?.cases.addNote(note)).toBe(true);
}

/** Adds to each table, as the next version may: a column that refuses nothing, an index and a table. */
const widen = (tables: readonly string[], type: string): string =>
  tables
    .map(
      (table) =>
        `ALTER TABLE ${table} ADD COLUMN later_added ${type} NOT NULL DEFAULT ''; CREATE INDEX later_${table} ON ${table} (later_added);`,
    )
    .join("\n") + `CREATE TABLE later_table (name ${type} NOT NULL);`;

test("the embedded database: a migration that is called additive leaves what the version before it uses", () => {
  using db = new Database(":memory:");
  const own = ownOfSqlite();
  expect(own.filter(({ name }) => isAdditive(name))).not.toEqual([]);
  const broken = own.flatMap(({ name }, index) => {
    const before = sqliteTables(db);
    migrateSqlite(db, 0, own.slice(0, index + 1));
    return isAdditive(name) ? whatBreaks(before, sqliteTables(db)) : [];
  });
  expect(broken).toEqual([]);
});

test.each([
  ["ALTER TABLE token DROP COLUMN value", "gone: column token.value TEXT"],
  ["ALTER TABLE token RENAME COLUMN value TO content", "gone: column token.value TEXT"],
  ["ALTER TABLE token RENAME TO page_token", "gone: column token.value TEXT"],
  ["CREATE UNIQUE INDEX one_value ON token (value)", "refuses: unique token (value)"],
])("the embedded database: %s is not additive", (change, says) => {
  using db = new Database(":memory:");
  const own = ownOfSqlite();
  migrateSqlite(db, 0, own);
  const before = sqliteTables(db);
  migrateSqlite(db, 0, later(own, change));
  expect(whatBreaks(before, sqliteTables(db))).toContain(says);
});

test("the embedded database: this version goes on where a later one has added to the tables", async () => {
  const folder = temporaryFolder();
  {
    await using store = await openSqliteStore({ folder });
    await talk(store, "before");
  }
  {
    using db = new Database(databaseFile(folder));
    migrateSqlite(db, 0, later(ownOfSqlite(), widen(sqliteTables(db).names, "TEXT")));
  }
  await using store = await openSqliteStore({ folder });
  await talk(store, "after");
  expect(await readTexts(store, "ada")).toEqual(["> said before", "answer before", "> said after", "answer after"]);
});

describe.skipIf(sharedPostgres === undefined)("PostgreSQL", () => {
  test("a migration that is called additive leaves what the version before it uses", async () => {
    const url = testSchema();
    const own = ownMigrations();
    const additive = own.filter(({ name }) => isAdditive(name));
    expect(additive).not.toEqual([]);
    for (const { number, name } of additive) {
      await migratePostgres(parseAddress(url), own.slice(0, number - 1));
      const before = await postgresTables(url);
      await migratePostgres(parseAddress(url), own.slice(0, number));
      expect([name, whatBreaks(before, await postgresTables(url))]).toEqual([name, []]);
    }
  });

  test("what is not additive is named", async () => {
    const url = testSchema();
    await migratePostgres(parseAddress(url));
    const changes = [
      ["ALTER TABLE token RENAME COLUMN token TO page_token", "gone: column token.token text"],
      ["ALTER TABLE token ALTER COLUMN value TYPE varchar(9)", "gone: column token.value text"],
      ["ALTER TABLE token ADD COLUMN kind text NOT NULL", "refuses: a value for token.kind"],
      ["ALTER TABLE desk_case ALTER COLUMN offer SET NOT NULL", "gone: a value of its own for desk_case.offer"],
      ["ALTER TABLE token ADD CHECK (created_at > 0)", "refuses: token CHECK ((created_at > 0))"],
      ["DROP FUNCTION clear_figures()", "gone: function clear_figures() returns void"],
    ] as const;
    let before = await postgresTables(url);
    for (const [change, named] of changes) {
      await sql(url, change);
      const after = await postgresTables(url);
      expect([change, whatBreaks(before, after)]).toEqual([change, expect.arrayContaining([named])]);
      before = after;
    }
  });

  test("a later version adds to the tables under a server that runs: it goes on, and one of its version starts beside it", async () => {
    const url = testSchema();
    await using running = await openPostgresStore({ url });
    await talk(running, "before");
    const { names } = await postgresTables(url);
    await migratePostgres(parseAddress(url), later(ownMigrations(), widen(names, "text")));
    await talk(running, "meanwhile");
    await using started = await openPostgresStore({ url });
    await talk(started, "after");
    await talk(running, "at last");
    expect(await readTexts(running, "ada")).toEqual(
      ["before", "meanwhile", "after", "at last"].flatMap((name) => [`> said ${name}`, `answer ${name}`]),
    );
  });
});
