import { setTimeout as sleep } from "node:timers/promises";
import type { Operator } from "@causerie/server/operator/operator.ts";
import { startRetention } from "@causerie/server/operator/start-retention.ts";
import { createFolderBlobStore } from "@causerie/server/store/blobs/folder-blob-store.ts";
import { describe, expect, test } from "vitest";
import { beginTurn, eventOf, nothing } from "#contract/store/store-samples.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { sharedPostgres, sql, testSchema } from "#support/postgres/test-database.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { openOperated } from "./operated-store.ts";

describe.skipIf(sharedPostgres === undefined)("PostgreSQL, the retention of several processes", () => {
  test("conversations that have nothing but their last event cost the retention nothing but a look at their row", async () => {
    const url = testSchema();
    await using store = await openOperated(url);
    await store.events.append(eventOf("ada", "1"), 0);
    await store.turns.commit(await beginTurn(store, "ada", 0), nothing, { data: {} }, 0);
    await sql(url, "UPDATE event SET at = 0");
    await sql(
      url,
      `CREATE OR REPLACE FUNCTION last_old_event(c conversation, before bigint, most integer) RETURNS integer
       LANGUAGE plpgsql STABLE AS $$ BEGIN RAISE 'the log of % was looked through', c.id; END $$`,
    );
    const what = { kind: "events", connectorId: "web", before: 1 } as const;
    expect(await store.operator.expire(what, 100, Date.now())).toEqual({ count: 0, files: [] });
    await store.events.append(eventOf("ada", "2"), 0);
    await sql(url, "UPDATE event SET at = 0");
    await expect(store.operator.expire(what, 100, Date.now())).rejects.toThrow("P0001");
  });

  test("one process at a time removes what is too old, and another one takes over from one that died", async () => {
    const url = testSchema();
    const stores = await Promise.all([openOperated(url), openOperated(url), openOperated(url)]);
    const [first] = stores;
    for (let n = 0; n < 30; n += 1) {
      await first.events.append(eventOf(`person-${n}`, "a"), 0);
      await first.turns.commit(await beginTurn(first, `person-${n}`, 0), nothing, { data: {} }, 0);
    }
    await sql(url, "UPDATE conversation SET updated_at = 0");
    // A process that died in the middle of it.
    expect(await first.leases.hold("retention", "dead", 0, 120_000)).toBe(true);

    let atWork = 0;
    let most = 0;
    let batches = 0;
    const { logger, lines } = collectLogLines("info");
    const blobs = createFolderBlobStore(temporaryFolder());
    const sweepers = stores.map((store) => {
      /** Slow, and few at once. */
      const operator: Operator = {
        ...store.operator,
        expire: async (what, _limit, now) => {
          atWork += 1;
          most = Math.max(most, atWork);
          batches += 1;
          await sleep(20);
          const expired = await store.operator.expire(what, 5, now);
          atWork -= 1;
          return expired;
        },
      };
      const retention = { conversations: 1 };
      const { leases, uploads } = store;
      const connectorIds = (): string[] => ["web"];
      return startRetention({ operator, leases, uploads, blobs, retention, connectorIds, now: Date.now, logger });
    });
    await Promise.all(sweepers.map((sweeper) => sweeper.look()));
    expect(batches).toBe(0);
    await sql(url, "UPDATE lease SET expires_at = 0");
    await Promise.all(sweepers.map((sweeper) => sweeper.look()));
    expect(await sql(url, "SELECT FROM conversation")).toEqual([]);
    expect(batches).toBeGreaterThanOrEqual(7);
    expect(most).toBe(1);
    expect(lines.map(({ removed }) => removed)).toEqual([{ conversations: 30 }]);
    // Given back: nobody waits for it to end.
    expect(await sql(url, "SELECT FROM lease WHERE name = 'retention'")).toEqual([]);
    await Promise.all(sweepers.map((sweeper) => sweeper[Symbol.asyncDispose]()));
    await Promise.all(stores.map((store) => store[Symbol.asyncDispose]()));
  });

  test("what is too old is looked for in pages: a call reads so many rows, however many there are", async () => {
    const url = testSchema();
    await using _store = await openOperated(url);
    await sql(
      url,
      `
      INSERT INTO conversation (id, connector_id, user_id, address, state, last_seq, created_at, updated_at)
        SELECT 'c' || lpad(n::text, 6, '0'), 'web', 'u' || n, '{}', '{}', 4, 0, 0 FROM generate_series(1, 20000) n;
      INSERT INTO event (conversation, seq, key, body, at)
        SELECT id, seq, 'k' || seq, '{}', CASE WHEN seq < 4 THEN 0 ELSE 9 END FROM conversation, generate_series(1, 4) seq;
      ANALYZE conversation, event`,
    );
    await sql(
      url,
      `CREATE FUNCTION read_by_a_call(after text) RETURNS jsonb LANGUAGE plpgsql AS $$
       DECLARE
         gone jsonb := expire_page('events', 'web', 5, 100, after, 1000);
       BEGIN
         RETURN gone || jsonb_build_object('read', (
           SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables
           WHERE schemaname = current_schema() AND relname IN ('conversation', 'event')));
       END $$`,
    );
    const call = async (after: string) => {
      const [row] = await sql<{ gone: { count: number; next: string | null; read: number } }>(
        url,
        "SELECT read_by_a_call($1) AS gone",
        [after],
      );
      return row?.gone ?? { count: -1, next: null, read: -1 };
    };
    for (const after of ["", "c010000", "c018900"]) {
      const { count, next, read } = await call(after);
      expect(next).toBe(after);
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThanOrEqual(200);
      expect(read).toBeLessThan(20_000);
    }
    expect(await call("c020000")).toMatchObject({ count: 0, next: null });
  });

  test("rows that are found by themselves are looked for in pages, too", async () => {
    const url = testSchema();
    await using _store = await openOperated(url);
    await sql(
      url,
      `
      INSERT INTO conversation (id, connector_id, user_id, address, state, last_seq, created_at, updated_at)
        SELECT 'c' || lpad(n::text, 6, '0'), 'web', 'u' || n, '{}', '{}', 1, 0, 0 FROM generate_series(1, 20000) n;
      INSERT INTO event (conversation, seq, key, body, at) SELECT id, 1, 'k', '{}', 9 FROM conversation;
      INSERT INTO outbox (id, conversation, payload, state, not_before, updated_at) SELECT id, id, '', 'sent', 0, 9 FROM conversation;
      INSERT INTO dead_letter (conversation, seq, acted_at, attempts, reason, at) SELECT id, 1, 0, 1, '', 9 FROM conversation;
      INSERT INTO blob_use (blob, conversation, seq) SELECT 'b' || id, id, 1 FROM conversation;
      INSERT INTO token (connector_id, token, value, created_at) SELECT 'web', id, '', 9 FROM conversation;
      ANALYZE`,
    );
    await sql(
      url,
      `CREATE FUNCTION read_by_a_call(kind text, after text) RETURNS jsonb LANGUAGE plpgsql AS $$
       DECLARE
         gone jsonb := expire_page(kind, 'web', 5, 100, after, 1000);
       BEGIN
         RETURN gone || jsonb_build_object('read', (
           SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables
           WHERE schemaname = current_schema()));
       END $$`,
    );
    for (const kind of ["deliveries", "deadLetters", "files", "tokens"]) {
      const call = async (after: string) => {
        const query = "SELECT read_by_a_call($1, $2) AS gone";
        const [row] = await sql<{ gone: { next: string | null; read: number } }>(url, query, [kind, after]);
        return row?.gone ?? { next: null, read: Infinity };
      };
      let pages = 0;
      for (let after: string | null = ""; after !== null; pages += 1) {
        const gone: Awaited<ReturnType<typeof call>> = await call(after);
        expect(gone.read).toBeLessThan(10_000);
        after = gone.next;
      }
      expect({ kind, pages }).toEqual({ kind, pages: 21 });
    }
  });

  test("a process whose lease another one has taken stops after its batch", async () => {
    const url = testSchema();
    await using store = await openOperated(url);
    for (let n = 0; n < 9; n += 1) {
      await store.events.append(eventOf(`person-${n}`, "a"), 0);
      await store.turns.commit(await beginTurn(store, `person-${n}`, 0), nothing, { data: {} }, 0);
    }
    await sql(url, "UPDATE conversation SET updated_at = 0");
    const operator: Operator = {
      ...store.operator,
      expire: async (what, _limit, now) => {
        const expired = await store.operator.expire(what, 2, now);
        await sql(url, "UPDATE lease SET holder = 'another' WHERE name = 'retention'");
        return expired;
      },
    };
    const { logger, lines } = collectLogLines("warn");
    await using _sweeper = startRetention({
      operator,
      leases: store.leases,
      uploads: store.uploads,
      blobs: createFolderBlobStore(temporaryFolder()),
      retention: { conversations: 1 },
      connectorIds: () => ["web"],
      now: Date.now,
      logger,
    });
    await _sweeper.look();
    expect(await sql(url, "SELECT FROM conversation")).toHaveLength(7);
    expect(await sql(url, "SELECT holder FROM lease WHERE name = 'retention'")).toEqual([{ holder: "another" }]);
    expect(lines).toEqual([]);
  });
});
