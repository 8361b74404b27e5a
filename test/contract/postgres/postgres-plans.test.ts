import { openPostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import { describe, expect, test } from "vitest";
import { takeHotRoad } from "#contract/store/hot-road.ts";
import { sharedPostgres, sql, testSchema } from "#support/postgres/test-database.ts";

const people = 2_000;
const longest = 5_000;
const turns = 20;

/** Conversations that are over, and one that has gone on for long. */
const fill = [
  `INSERT INTO conversation (id, connector_id, user_id, address, state, last_seq, created_at, updated_at)
   SELECT 'p' || n, 'web', 'user-p' || n, '{}', '{"data":{}}', CASE n WHEN 0 THEN ${longest} ELSE 10 END, n, n
   FROM generate_series(0, ${people}) n`,
  `INSERT INTO event (conversation, seq, key, body, at)
   SELECT c.id, s, 'out:before ' || s, '{"type":"turn.end","of":1}', s
   FROM conversation c CROSS JOIN LATERAL generate_series(1, c.last_seq) s`,
  `INSERT INTO outbox (id, conversation, payload, state, not_before, external_id, updated_at)
   SELECT c.id || '/before', c.id, '{}', 'sent', 0, 'x' || c.id, 0 FROM conversation c`,
  `INSERT INTO alias (connector_id, type, value, user_id) SELECT 'web', 'mail', c.id, c.user_id FROM conversation c`,
  `INSERT INTO token (connector_id, token, value, created_at) SELECT 'web', 'of ' || c.id, '{}', 0 FROM conversation c`,
  "ANALYZE",
];

type Reads = { name: string; scanned: number; fetched: number };

describe.skipIf(sharedPostgres === undefined)("PostgreSQL", () => {
  test("a turn reads no table through, nor the conversation that it belongs to", async () => {
    const url = testSchema();
    {
      await using _made = await openPostgresStore({ url });
    }
    for (const text of fill) await sql(url, text);
    const before = await readsOf(url);
    {
      await using store = await openPostgresStore({ url });
      for (let n = 0; n < turns; n += 1) await takeHotRoad(store, "p0", n);
    }
    const after = await readsOf(url);
    const read = [...after].map(([name, { scanned, fetched }]) => {
      const former = before.get(name) ?? { scanned: 0, fetched: 0 };
      return { name, scanned: scanned - former.scanned, fetched: (fetched - former.fetched) / turns };
    });
    expect(read.filter(({ name, scanned }) => isLarge(name) && scanned > 0)).toEqual([]);
    expect(read.filter(({ fetched }) => fetched > 150)).toEqual([]);
    // What was counted is what the road has read.
    expect(read.find(({ name }) => name === "event")?.fetched).toBeGreaterThan(5);
  });

  test("a receipt reads the messages that have none yet, and no others of the conversation", async () => {
    const url = testSchema();
    {
      await using _made = await openPostgresStore({ url });
    }
    for (const text of fill) await sql(url, text);
    // Messages that were read long ago, some that were delivered only, and three new ones.
    const sent = (id: string, receipt: string, most: number) =>
      sql(
        url,
        `INSERT INTO outbox (id, conversation, payload, state, not_before, updated_at, queued_at, receipt)
         SELECT '${id}' || n, 'p0', '{}', 'sent', 0, 0, n, ${receipt} FROM generate_series(1, ${most}) n`,
      );
    await sent("read", "'read'", longest);
    await sent("delivered", "'delivered'", 20);
    await sent("new", "NULL", 3);
    await sql(url, "ANALYZE");
    const fetchedBy = async (status: "delivered" | "read"): Promise<number> => {
      const before = (await readsOf(url)).get("outbox")?.fetched ?? 0;
      {
        await using store = await openPostgresStore({ url });
        const receipt = { conversationId: "p0", until: Date.now() + 60_000, status };
        expect(await store.outbox.report("web", receipt, Date.now())).toBe("p0");
      }
      return ((await readsOf(url)).get("outbox")?.fetched ?? 0) - before;
    };
    expect(await fetchedBy("delivered")).toBeLessThan(10);
    // The three are delivered by now.
    expect(await fetchedBy("read")).toBeLessThan(40);
    expect(await fetchedBy("read")).toBeLessThan(10);
    const left = await sql(url, "SELECT FROM outbox WHERE conversation = 'p0' AND receipt = 'delivered'");
    expect(left).toHaveLength(0);
  });

  test("what writes for each message keeps its plans", async () => {
    const url = testSchema();
    await using _made = await openPostgresStore({ url });
    const planned = await sql<{ name: string }>(
      url,
      `SELECT p.proname AS name FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
       WHERE p.pronamespace = current_schema()::regnamespace AND l.lanname = 'sql' AND p.provolatile = 'v'
         AND p.prosrc ~* '(INSERT|UPDATE|DELETE)' ORDER BY 1`,
    );
    // Those of an operator, of the end of a session, of deletions, and of files that are named.
    const seldom = ["delete_person", "end_session", "note_deletion", "record_blob_use"];
    expect(planned.map(({ name }) => name)).toEqual(seldom);
  });
});

const isLarge = (name: string): boolean => ["conversation", "event", "outbox", "alias", "token"].includes(name);

/** Since ever; sessions that have ended have reported. */
async function readsOf(url: string): Promise<Map<string, Reads>> {
  const rows = await sql<Reads>(
    url,
    `SELECT relname AS name, seq_tup_read::float8 AS scanned, coalesce(idx_tup_fetch, 0)::float8 AS fetched
     FROM pg_stat_user_tables WHERE schemaname = current_schema()`,
  );
  return new Map(rows.map((row) => [row.name, row]));
}
