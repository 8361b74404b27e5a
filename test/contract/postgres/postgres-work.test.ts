import { setTimeout as sleep } from "node:timers/promises";
import { startRetention } from "@causerie/server/operator/start-retention.ts";
import { createFolderBlobStore } from "@causerie/server/store/blobs/folder-blob-store.ts";
import { parseAddress } from "@causerie/server/store/postgres/connection/address.ts";
import { Health } from "@causerie/server/store/postgres/connection/health.ts";
import { Pools } from "@causerie/server/store/postgres/connection/pools.ts";
import { openPostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import { describe, expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { startTcpProxy } from "#support/network/tcp-proxy.ts";
import { sharedPostgres, sql, testSchema } from "#support/postgres/test-database.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

const unavailable = { name: "RequestError", code: "unavailable" };
const all = { lane: "all" } as const;
const person = { lane: "person" } as const;

function openPools(given: string, connections = 10): { pools: Pools; lines: { msg?: string }[] } {
  const url = new URL(given);
  url.searchParams.set("connections", String(connections));
  const address = parseAddress(url.href);
  const { logger, lines } = collectLogLines("warn");
  return { pools: new Pools(address, new Health(address, logger)), lines };
}

/** How many backends are at the statement that has this mark in it. */
async function atWork(url: string, mark: string): Promise<number[]> {
  const rows = await sql<{ pid: number }>(
    url,
    "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND query LIKE $1",
    [`%${mark}%`],
  );
  return rows.map(({ pid }) => pid);
}

describe.skipIf(sharedPostgres === undefined)("PostgreSQL, work that takes long", () => {
  test.each(["end", "reset"] as const)(
    "a connection that breaks in mid-work (%s) ends the work and not the process, and the next work has another",
    async (how) => {
      const url = testSchema();
      const port = Number(new URL(url).port);
      await using proxy = await startTcpProxy(port);
      const { pools } = openPools(url.replace(`:${port}/`, `:${proxy.port}/`));
      await using _pools = pools;
      const mark = `cut by ${how} ${process.pid}`;
      const working = pools.work(all, `SELECT pg_sleep(20) /* ${mark} */`).catch((error: unknown) => error);
      await expect.poll(() => atWork(url, mark)).toHaveLength(1);
      proxy.cut(how);
      expect(await working).toMatchObject(unavailable);
      expect(await pools.work(all, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    },
  );

  test("what concerns one person does not wait for what looks through all", async () => {
    const url = testSchema();
    const { pools } = openPools(url);
    await using _pools = pools;
    const mark = `looks through all ${process.pid}`;
    const stop = new AbortController();
    const long = pools
      .work({ ...all, signal: stop.signal }, `SELECT pg_sleep(30) /* ${mark} */`)
      .catch((error: unknown) => error);
    await expect.poll(() => atWork(url, mark)).toHaveLength(1);
    expect(await pools.work(person, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(await atWork(url, mark)).toHaveLength(1);
    stop.abort();
    expect(await long).toMatchObject(unavailable);
    expect(await pools.work(all, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("where there are few connections one is left for reading", async () => {
    const url = testSchema();
    const { pools } = openPools(url, 5);
    await using _pools = pools;
    const works = [all, person].map((options) => pools.work(options, "SELECT pg_sleep(0.5)"));
    expect(await pools.read("SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await Promise.all(works);
  });

  test("a stop cancels what is at work and what waits behind it, in the database, too", async () => {
    const url = testSchema();
    const { pools, lines } = openPools(url);
    const mark = `is stopped ${process.pid}`;
    const works = Array.from({ length: 3 }, () => pools.work(all, `SELECT pg_sleep(30) /* ${mark} */`));
    const outcomes = Promise.allSettled(works);
    await expect.poll(() => atWork(url, mark)).toHaveLength(1);
    const startedAt = performance.now();
    await pools[Symbol.asyncDispose]();
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    for (const outcome of await outcomes)
      expect(outcome).toMatchObject({ status: "rejected", reason: { ...unavailable, message: /is stopping/ } });
    await expect.poll(() => atWork(url, mark)).toEqual([]);
    expect(lines).toEqual([]);
  });

  test("a statement that reaches a limit of the database's is no sign that the database is away", async () => {
    const url = testSchema();
    const { pools, lines } = openPools(url);
    await using _pools = pools;
    const mark = `reaches its limit ${process.pid}`;
    const work = pools.work(all, `SELECT pg_sleep(30) /* ${mark} */`).catch((error: unknown) => error);
    await expect.poll(() => atWork(url, mark)).toHaveLength(1);
    // The same code, 57014, as that of a time-out.
    const [pid] = await atWork(url, mark);
    await sql(url, "SELECT pg_cancel_backend($1)", [pid]);
    expect(await work).toMatchObject(unavailable);
    expect(lines).toEqual([]);
  });

  test("the retention stops in the middle of a statement", async () => {
    const url = testSchema();
    await using store = await openPostgresStore({ url });
    const { operator, leases, uploads } = store;
    if (operator === undefined) throw new Error("the store has no operator");
    await sql(
      url,
      `CREATE OR REPLACE FUNCTION expire_page(kind text, connector text, before bigint, most integer, after text, span integer) RETURNS jsonb LANGUAGE sql
       AS $$ SELECT pg_sleep(30); SELECT '{"count": 0, "files": []}'::jsonb $$`,
    );
    const { logger, lines } = collectLogLines("info");
    const retention = startRetention({
      operator,
      leases,
      uploads,
      logger,
      blobs: createFolderBlobStore(temporaryFolder()),
      retention: { conversations: 1 },
      connectorIds: () => ["web"],
      now: Date.now,
    });
    await expect.poll(() => atWork(url, "expire_page($1")).toHaveLength(1);
    await sleep(50);
    const startedAt = performance.now();
    await retention[Symbol.asyncDispose]();
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    expect(lines).toEqual([]);
    expect(await sql(url, "SELECT FROM lease WHERE name = 'retention'")).toEqual([]);
  });
});
