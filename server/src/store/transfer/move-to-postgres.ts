import { createHash, type Hash } from "node:crypto";
import { existsSync } from "node:fs";
import type { Client } from "pg";
import { ConfigError } from "#app/errors.ts";
import { withClient } from "#store/postgres/connection/with-client.ts";
import { migratePostgres } from "#store/postgres/maintenance.ts";
import { databaseFile, lockFolder } from "#store/sqlite/data-folder.ts";
import type { Database } from "#store/sqlite/database.ts";
import { admitDatabase, keepWitness } from "#store/sqlite/integrity/admit-database.ts";
import { openForReading } from "#store/sqlite/open-database.ts";
import { takeOwnership } from "#store/sqlite/ownership.ts";
import { type MovedTable, movedTables } from "./tables.ts";

export type MovedRows = { table: string; rows: number };

type Value = string | number | boolean | null;
type Row = Record<string, Value>;
/** Hands out the rows that follow the one with this key; the first ones without. */
type Reader = (after: readonly Value[] | undefined) => Promise<Row[]>;

const pageSize = 1_000;

/**
 * Copies the embedded database of a folder into an empty PostgreSQL, in one transaction, then reads both and compares counts
 * and checksums. The folder keeps what it has; the log keeps its name, so that open pages go on where they are.
 *
 * @throws ConfigError when the folder is in use or has no database, PostgreSQL cannot be used or is not empty.
 */
export async function moveToPostgres(folder: string, url: string): Promise<MovedRows[]> {
  if (!existsSync(databaseFile(folder)))
    throw new ConfigError([`There is no database in ${folder}: name the folder of the server with CAUSERIE_DATA.`]);
  await migratePostgres(url);
  using _lock = lockFolder(folder);
  using source = openSource(folder);
  return await withClient(url, { patient: true }, async (target, { shown, schema }) => {
    await target.query("BEGIN");
    // A server that was started too early waits here, or finds the tables filled.
    await target.query(`LOCK TABLE ${movedTables.map(({ name }) => name).join(", ")} IN ACCESS EXCLUSIVE MODE`);
    await requireEmpty(target, `the schema ${schema} at ${shown}`);
    const moved: MovedRows[] = [];
    for (const table of movedTables) moved.push({ table: table.name, rows: await moveTable(source, target, table) });
    await keepEpoch(source, target);
    await target.query("SELECT setval(pg_get_serial_sequence('outbox', 'position'), max(position)) FROM outbox");
    await target.query(
      "SELECT setval(pg_get_serial_sequence('person_memory', 'number'), max(number)) FROM person_memory",
    );
    await target.query("SELECT setval(pg_get_serial_sequence('deletion', 'number'), max(number)) FROM deletion");
    await target.query("SELECT setval('session_ended_number', coalesce(max(ended), 0) + 1, false) FROM session");
    await target.query("COMMIT");
    await target.query("ANALYZE");
    return moved;
  });
}

/** Brought up to date, and what was under way when its server ended is sorted out as at the server's next start. */
function openSource(folder: string): Database {
  admitDatabase(folder, { now: Date.now() }, (db) => takeOwnership(db, Date.now(), true));
  keepWitness(folder, true);
  return openForReading(folder);
}

async function requireEmpty(target: Client, location: string): Promise<void> {
  for (const { name } of movedTables) {
    const { rowCount } = await target.query(`SELECT FROM ${name} LIMIT 1`);
    if (rowCount !== 0)
      throw new ConfigError([
        `PostgreSQL already has conversations in ${location}: name an empty database, or another schema with ?schema= in DATABASE_URL.`,
      ]);
  }
}

async function moveTable(source: Database, target: Client, table: MovedTable): Promise<number> {
  const read = sourceReader(source, table);
  const columns = Object.entries(table.columns);
  const insert = `INSERT INTO ${table.name} (${columns.map(([name]) => name).join(", ")})
    SELECT * FROM unnest(${columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(", ")})`;
  for await (const page of pagesOf(read, table)) {
    const values = columns.map(([name]) => page.map((row) => row[name]));
    await target.query(insert, values);
  }
  const before = await digest(read, table);
  const after = await digest(targetReader(target, table), table);
  if (before.rows !== after.rows || before.checksum !== after.checksum)
    throw new Error(
      `${table.name} was not moved whole: ${before.rows} and ${after.rows} rows, checksums ${before.checksum} and ${after.checksum}; nothing was kept`,
    );
  return after.rows;
}

async function* pagesOf(read: Reader, { key }: MovedTable): AsyncGenerator<Row[]> {
  let page = await read(undefined);
  while (page.length > 0) {
    yield page;
    const last = page.at(-1);
    page = await read(key.map((name) => last?.[name] ?? null));
  }
}

async function digest(read: Reader, table: MovedTable): Promise<{ rows: number; checksum: string }> {
  const hash: Hash = createHash("sha256");
  const names = Object.keys(table.columns);
  let rows = 0;
  for await (const page of pagesOf(read, table)) {
    rows += page.length;
    for (const row of page) hash.update(JSON.stringify(names.map((name) => row[name])));
  }
  return { rows, checksum: hash.digest("hex") };
}

function sourceReader(source: Database, table: MovedTable): Reader {
  const select = selectOf(table);
  const booleans = Object.keys(table.columns).filter((name) => table.columns[name] === "boolean");
  return async (after) => {
    const values = (after ?? []).map((value) => (typeof value === "boolean" ? Number(value) : value));
    const page = source.all<Row>(
      select(after, () => "?"),
      ...values,
    );
    for (const row of page) for (const name of booleans) row[name] = row[name] === 1;
    return page;
  };
}

function targetReader(target: Client, table: MovedTable): Reader {
  const select = selectOf(table);
  return async (after) => {
    const { rows } = await target.query<Row>(
      select(after, (index) => `$${index + 1}`),
      Array.from(after ?? []),
    );
    return rows;
  };
}

type Select = (after: readonly Value[] | undefined, parameter: (index: number) => string) => string;

function selectOf({ name, key, columns }: MovedTable): Select {
  const keys = key.join(", ");
  return (after, parameter) =>
    `SELECT ${Object.keys(columns).join(", ")} FROM ${name}
     ${after === undefined ? "" : `WHERE (${keys}) > (${key.map((_column, index) => parameter(index)).join(", ")})`}
     ORDER BY ${keys} LIMIT ${pageSize}`;
}

async function keepEpoch(source: Database, target: Client): Promise<void> {
  const meta = source.get<{ epoch: string }>("SELECT epoch FROM meta");
  if (meta === undefined) throw new Error("the embedded database has lost the name of its log");
  await target.query("UPDATE meta SET epoch = $1", [meta.epoch]);
}
