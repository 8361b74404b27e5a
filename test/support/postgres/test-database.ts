import { Client, type QueryResultRow } from "pg";
import { inject, onTestFinished } from "vitest";

/** The shared PostgreSQL of this run; undefined where none is installed, and the tests that need it are skipped. */
export const sharedPostgres: string | undefined = inject("postgres");

let made = 0;

/** A schema of the shared PostgreSQL for the test that asks, dropped when that test has finished. */
export function testSchema(): string {
  made += 1;
  const schema = `t${process.pid}_${made}`;
  onTestFinished(async () => {
    await sql(urlOf("public"), `DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  });
  return urlOf(schema);
}

/** `DATABASE_URL` for a schema of the shared PostgreSQL. */
function urlOf(schema: string): string {
  if (sharedPostgres === undefined) throw new Error("there is no PostgreSQL here");
  return `${sharedPostgres}?schema=${schema}&connections=5`;
}

/** Runs SQL in the schema of a `DATABASE_URL`, past the store. */
export async function sql<Row extends QueryResultRow>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const parsed = new URL(url);
  const schema = parsed.searchParams.get("schema") ?? "causerie";
  for (const name of ["schema", "connections"]) parsed.searchParams.delete(name);
  const client = new Client({ connectionString: parsed.toString(), options: `-c search_path=${schema}` });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
