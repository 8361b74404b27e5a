import type { DeskRecords } from "#desk/records/desk-records.ts";
import { type Applied, missingMigrations } from "#store/migrations.ts";
import { withClient } from "#store/postgres/connection/with-client.ts";
import { createDeskRecords } from "#store/postgres/desk/desk-records.ts";
import { ownMigrations } from "#store/postgres/schema/migrate.ts";

/**
 * What the desk keeps in PostgreSQL, beside the servers that run.
 * @returns undefined when there are no tables of this version yet.
 * @throws ConfigError when the database cannot be used.
 */
export async function readDesk<Result>(
  url: string,
  work: (records: Pick<DeskRecords, "list">) => Promise<Result>,
): Promise<Result | undefined> {
  return await withClient(url, { name: "causerie command" }, async (client) => {
    const { rows: known } = await client.query<{ found: string | null }>("SELECT to_regclass('migration') AS found");
    if (known[0]?.found === null) return undefined;
    const { rows } = await client.query<Applied>("SELECT number, name, checksum FROM migration ORDER BY number");
    if (missingMigrations(rows, ownMigrations()).length > 0) return undefined;
    const read = async <Row>(sql: string, ...values: unknown[]): Promise<Row[]> =>
      (await client.query(sql, values)).rows as Row[];
    return await work(createDeskRecords({ read }));
  });
}
