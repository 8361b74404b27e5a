import type { Database } from "@causerie/server/store/sqlite/database.ts";
import type { Tables } from "./tables.ts";

type Column = { name: string; type: string; notnull: number; dflt_value: string | null; pk: number };
type Index = { name: string; unique: number };
type Reference = { table: string; from: string; to: string; on_delete: string };

/** The tables of an embedded database. */
export function sqliteTables(db: Database): Tables {
  const tables = db.all<{ name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
  );
  const offers: string[] = [];
  const demands: { table: string; line: string }[] = [];
  for (const { name: table, sql } of tables) {
    const demand = (line: string): void => void demands.push({ table, line });
    for (const { name, type, notnull, dflt_value, pk } of db.all<Column>(`PRAGMA table_xinfo(${table})`)) {
      offers.push(`column ${table}.${name} ${type}`);
      const isGiven = dflt_value !== null || notnull === 0 || (pk === 1 && type === "INTEGER");
      if (isGiven) offers.push(`a value of its own for ${table}.${name}`);
      else demand(`a value for ${table}.${name}`);
    }
    for (const { name } of db.all<Index>(`PRAGMA index_list(${table})`).filter(({ unique }) => unique === 1)) {
      const of = db
        .all<{ name: string | null }>(`PRAGMA index_info('${name}')`)
        .map((column) => column.name ?? "an expression");
      offers.push(`unique ${table} (${of.join(", ")})`);
      demand(`unique ${table} (${of.join(", ")})`);
    }
    for (const { table: other, from, to, on_delete } of db.all<Reference>(`PRAGMA foreign_key_list(${table})`))
      demand(`${table}.${from} of ${other}.${to} ${on_delete}`);
    for (const [check] of sql.matchAll(/CHECK \((?:[^()]|\([^()]*\))*\)/g)) demand(`${table} ${check}`);
  }
  for (const { name } of db.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger'"))
    offers.push(`trigger ${name}`);
  return { names: tables.map(({ name }) => name), offers, demands };
}
