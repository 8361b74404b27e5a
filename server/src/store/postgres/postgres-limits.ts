import { randomUUID } from "node:crypto";
import { RateLimiterPostgres } from "rate-limiter-flexible";
import type { LimitStore } from "#limits/shared-limits.ts";
import type { Pools } from "./connection/pools.ts";

type Query = { text: string; values?: unknown[] };

/** What limits count, in tables that cost no wait for the disk. */
export function createPostgresLimits(pools: Pick<Pools, "read">): LimitStore {
  const owner = randomUUID();
  // Over the connections for reading: those for writing carry what people say.
  const storeClient = { query: async ({ text, values = [] }: Query) => ({ rows: await pools.read(text, ...values) }) };
  return {
    limiter: (name, { count, seconds }) =>
      new RateLimiterPostgres({
        storeClient,
        storeType: "client",
        tableName: "rate_limit",
        tableCreated: true,
        keyPrefix: name,
        points: count,
        duration: seconds,
        // Who is refused already costs the database nothing more.
        inMemoryBlockOnConsumed: count + 1,
      }),
    acquire: async ({ id, name, key }, max) => {
      const sql = "SELECT acquire_permit($1, $2, $3, $4, $5) AS acquired";
      return (await pools.read<{ acquired: boolean }>(sql, id, name, key, owner, max))[0]?.acquired === true;
    },
    release: async ({ id }) => {
      await pools.read("DELETE FROM permit WHERE id = $1", id);
    },
    keepAlive: async (livesMs) =>
      (await pools.read<{ lived: boolean }>("SELECT keep_process_alive($1, $2) AS lived", owner, livesMs))[0]?.lived ===
      true,
    restore: async (permits) => {
      const insert =
        "INSERT INTO permit (id, name, key, process) SELECT *, $4 FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING";
      await pools.read(
        insert,
        permits.map(({ id }) => id),
        permits.map(({ name }) => name),
        permits.map(({ key }) => key),
        owner,
      );
    },
    // The store itself says that the database is away.
    failed: () => undefined,
  };
}
