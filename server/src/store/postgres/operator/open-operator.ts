import type { Client } from "pg";
import { ConfigError } from "#app/errors.ts";
import type { DeskStore } from "#desk/desk-store.ts";
import type { Operator } from "#operator/operator.ts";
import type { SessionStore } from "#sessions/session-store.ts";
import { type Applied, missingMigrations } from "#store/migrations.ts";
import type { DatabaseAddress } from "#store/postgres/connection/address.ts";
import { createDeskRecords } from "#store/postgres/desk/desk-records.ts";
import { createFiguresStore } from "#store/postgres/desk/figures-store.ts";
import { problemOf } from "#store/postgres/connection/problems.ts";
import { withClient } from "#store/postgres/connection/with-client.ts";
import { ownMigrations } from "#store/postgres/schema/migrate.ts";
import { createSessionStore } from "#store/postgres/session-store.ts";
import { createOperator } from "./create-operator.ts";

const mostTries = 5;

/** `shown`: where the database is, without the password. */
export type OpenOperator = {
  operator: Operator;
  sessions: SessionStore;
  desk: Pick<DeskStore, "records" | "figures">;
  shown: string;
  isServerRunning: boolean;
};

/**
 * The operator's view of PostgreSQL from outside of the servers, while they run. Each change is a transaction of its own,
 * under the locks that the servers take.
 *
 * @throws ConfigError when there are no tables of this version, or the database cannot be used.
 */
export async function withPostgresOperator<Result>(
  url: string,
  work: (opened: OpenOperator) => Promise<Result>,
): Promise<Result> {
  return await withClient(url, { patient: true, name: "causerie command" }, async (client, address) => {
    await requireTables(client, address);
    const query = async <Row>(sql: string, ...values: unknown[]): Promise<Row[]> => {
      for (let tries = 1; ; tries += 1) {
        try {
          return (await client.query(sql, values)).rows as Row[];
        } catch (error) {
          // It and a server have waited for each other, and the database has given up this one: nothing of it was done.
          if (problemOf(error) !== "conflict" || tries >= mostTries) throw error;
        }
      }
    };
    return await work({
      operator: createOperator(() => query),
      sessions: createSessionStore({ read: query }),
      desk: { records: createDeskRecords({ read: query }), figures: createFiguresStore({ read: query }) },
      shown: address.shown,
      isServerRunning: await isServerRunning(client),
    });
  });
}

/** A command does not make tables: while a server of the former version runs that is the operator's to decide. */
async function requireTables(client: Client, { schema, shown }: DatabaseAddress): Promise<void> {
  const { rows: known } = await client.query<{ found: string | null }>("SELECT to_regclass('migration') AS found");
  if (known[0]?.found === null)
    throw new ConfigError([
      `There are no conversations in the schema ${schema} at ${shown}: start the server first, or correct DATABASE_URL.`,
    ]);
  const { rows } = await client.query<Applied>("SELECT number, name, checksum FROM migration ORDER BY number");
  if (missingMigrations(rows, ownMigrations()).length > 0)
    throw new ConfigError([
      `The tables in the schema ${schema} at ${shown} are of an older version: run npx causerie migrate first.`,
    ]);
}

/** A server always has connections open, and each names itself. */
async function isServerRunning(client: Client): Promise<boolean> {
  const { rowCount } = await client.query(
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'causerie' LIMIT 1",
  );
  return (rowCount ?? 0) > 0;
}
