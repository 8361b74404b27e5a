import { sql } from "#support/postgres/test-database.ts";
import type { Tables } from "./tables.ts";

type Line = { table: string; line: string };

/** The tables, and the functions, of the schema of a `DATABASE_URL`. */
export async function postgresTables(url: string): Promise<Tables> {
  const offers = await sql<Line>(url, selectOffers);
  const demands = await sql<Line>(url, selectDemands);
  // Functions are of no table.
  const names = new Set(offers.map(({ table }) => table).filter((table) => table !== ""));
  return { names: [...names], offers: offers.map(({ line }) => line), demands };
}

const ofSchema = `FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace`;

const columns = `FROM (SELECT c.oid, c.relname ${ofSchema}) t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped`;

// What is bound to a row without a value of its own: the former version gives none to a column that it does not know.
const selectOffers = `
  SELECT relname AS table, format('column %s.%s %s', relname, attname, format_type(atttypid, atttypmod)) AS line ${columns}
  UNION ALL
  SELECT relname, format('a value of its own for %s.%s', relname, attname) ${columns} AND (a.atthasdef OR a.attidentity <> '' OR NOT a.attnotnull)
  UNION ALL
  SELECT '', format('function %s(%s) returns %s', proname, oidvectortypes(proargtypes), pg_get_function_result(oid))
  FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
  UNION ALL
  SELECT t.relname, regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE UNIQUE INDEX \\S+ ', 'unique ')
  FROM pg_index i JOIN (SELECT c.oid, c.relname ${ofSchema}) t ON t.oid = i.indrelid WHERE i.indisunique`;

const selectDemands = `
  SELECT relname AS table, format('a value for %s.%s', relname, attname) AS line ${columns}
    AND a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''
  UNION ALL
  SELECT t.relname, format('%s %s', t.relname, pg_get_constraintdef(k.oid))
  FROM pg_constraint k JOIN (SELECT c.oid, c.relname ${ofSchema}) t ON t.oid = k.conrelid WHERE k.contype IN ('c', 'f', 'x')
  UNION ALL
  SELECT t.relname, regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE UNIQUE INDEX \\S+ ', 'unique ')
  FROM pg_index i JOIN (SELECT c.oid, c.relname ${ofSchema}) t ON t.oid = i.indrelid WHERE i.indisunique
  UNION ALL
  SELECT t.relname, format('trigger %s on %s', g.tgname, t.relname)
  FROM pg_trigger g JOIN (SELECT c.oid, c.relname ${ofSchema}) t ON t.oid = g.tgrelid WHERE NOT g.tgisinternal`;
