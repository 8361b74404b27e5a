import { direct } from "@causerie/server/channel/address.ts";
import { openPostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import { withPostgresOperator } from "@causerie/server/store/postgres/operator/open-operator.ts";
import { Client } from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { textEvent } from "#contract/store/store-samples.ts";
import { sharedPostgres, sql, testSchema } from "#support/postgres/test-database.ts";

/** A deletion and what writers do at the same time, step by step over two connections. */

const page = { connectorId: "page", userId: "4711" };
const mail = { type: "mail", value: "ada@example.com" };

/** A connection in a transaction. */
async function beginAt(url: string): Promise<Client> {
  const parsed = new URL(url);
  const schema = parsed.searchParams.get("schema") ?? "";
  for (const name of ["schema", "connections"]) parsed.searchParams.delete(name);
  const client = new Client({ connectionString: parsed.toString(), options: `-c search_path=${schema}` });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query("BEGIN");
  return client;
}

/** Until somebody in this schema waits for a lock. */
async function untilOneWaits(url: string, pid: number): Promise<void> {
  await expect
    .poll(async () => (await sql(url, "SELECT FROM pg_locks WHERE pid = $1 AND NOT granted", [pid])).length)
    .toBeGreaterThan(0);
}

async function pidOf(client: Client): Promise<number> {
  return (await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid")).rows[0]?.pid ?? 0;
}

describe.skipIf(sharedPostgres === undefined)("PostgreSQL", () => {
  test("a group that has written the person's memory, and then their names, is not waited for crosswise by a deletion", async () => {
    const url = testSchema();
    {
      await using _made = await openPostgresStore({ url });
    }
    // Ada's last conversation has gone, and what is hers beside it is still there.
    await sql(url, "INSERT INTO person (id, created_at) VALUES ('p', 0)");
    await sql(url, "INSERT INTO person_member (connector_id, user_id, person_id) VALUES ('page', '4711', 'p')");
    await sql(url, "INSERT INTO alias (connector_id, type, value, user_id) VALUES ('page', $1, $2, '4711')", [
      mail.type,
      mail.value,
    ]);
    const entry = JSON.stringify([{ name: '"name"', value: '"Ada"' }]);
    await sql(url, "SELECT keep_entries('p', 'page', '4711', $1)", [entry]);
    const [writer, deletion] = [await beginAt(url), await beginAt(url)];
    // It takes away what was there under the name.
    await writer.query("SELECT keep_entries('p', 'page', '4711', $1)", [entry]);
    const pid = await pidOf(deletion);
    const deleted = deletion.query("SELECT delete_person('page', '4711')").then(() => deletion.query("COMMIT"));
    await untilOneWaits(url, pid);
    await writer.query("SELECT keep_aliases($1::jsonb)", [
      JSON.stringify({ connectorId: "page", personId: "4711", aliases: [mail] }),
    ]);
    await writer.query("COMMIT");
    await deleted;
    expect(await sql(url, "SELECT FROM alias")).toHaveLength(0);
    expect(await sql(url, "SELECT FROM person_member")).toHaveLength(0);
  });

  test("a command that the database gives up for a server's sake is done again", async () => {
    const url = testSchema();
    {
      await using store = await openPostgresStore({ url });
      const from = { id: "4711", aliases: [mail] };
      await store.events.append(
        textEvent("1", "hi", { ...page, conversationId: "c", address: direct("4711"), from }),
        0,
      );
    }
    await sql(url, "INSERT INTO blocked (connector_id, user_id, at) VALUES ('page', '4711', 0)");
    const writer = await beginAt(url);
    await writer.query("SET LOCAL deadlock_timeout = '1min'");
    await writer.query("UPDATE blocked SET at = 1");
    await withPostgresOperator(url, async ({ operator }) => {
      const deleted = operator.deletePerson("page", "4711", { keepBlock: false });
      // The command has the names, and waits for the block.
      await expect
        .poll(async () => (await sql(url, "SELECT FROM pg_locks WHERE NOT granted")).length)
        .toBeGreaterThan(0);
      // Now they wait for each other, and the command is given up.
      await writer.query("UPDATE alias SET user_id = user_id");
      await writer.query("COMMIT");
      await deleted;
    });
    for (const table of ["alias", "blocked"]) expect(await sql(url, `SELECT FROM ${table}`)).toHaveLength(0);
  });
});
