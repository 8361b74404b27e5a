import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { openPostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { Pool } from "pg";
import { disposableFolder } from "#support/disposable-folder.ts";
import { startPostgres } from "#support/postgres/postgres-server.ts";

/** Where a server of a comparison keeps what it keeps, alone. */
export type KeptIn = {
  folder: string;
  /** `DATABASE_URL`; undefined: the embedded database. */
  database?: string;
  open(): Promise<Store>;
  /** After much was written: as it is on a server that has run for long. */
  settle(): Promise<void>;
  /** Bytes. */
  size(): Promise<number>;
};

export type Database = AsyncDisposable & { name: string; make(): KeptIn };

export function embeddedDatabase(): Database {
  const folders = new DisposableStack();
  return {
    name: "SQLite",
    make() {
      const folder = folders.use(disposableFolder()).path;
      const files = (): string[] => readdirSync(folder).filter((name) => name.startsWith("causerie.db"));
      return {
        folder,
        open: () => openSqliteStore({ folder }),
        settle: () => Promise.resolve(),
        size: () => Promise.resolve(files().reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)),
      };
    },
    [Symbol.asyncDispose]: async () => folders.dispose(),
  };
}

/** One PostgreSQL, with a schema for each. */
export async function postgresDatabase(): Promise<Database> {
  await using parts = new AsyncDisposableStack();
  const server = parts.use(await startPostgres());
  const pool = parts.adopt(new Pool({ connectionString: server.url, max: 1 }), (open) => open.end());
  const open = parts.move();
  let made = 0;
  return {
    name: "PostgreSQL",
    make() {
      const folder = open.use(disposableFolder()).path;
      const schema = `kept_${(made += 1)}`;
      const database = `${server.url}?schema=${schema}`;
      return {
        folder,
        database,
        open: () => openPostgresStore({ url: database }),
        // Autovacuum would do it some time later, in the midst of what is measured.
        settle: async () => void (await pool.query("VACUUM (ANALYZE)")),
        size: async () => Number((await pool.query<{ bytes: string }>(selectSize, [schema])).rows[0]?.bytes),
      };
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

const selectSize = `
  SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) AS bytes FROM pg_class c
  WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r'`;
