import type { Limits } from "@causerie/server/channel/host/limits.ts";
import { createInProcessLimits } from "@causerie/server/limits/in-process-limits.ts";
import { createSharedLimits } from "@causerie/server/limits/shared-limits.ts";
import { connectRedis } from "@causerie/server/redis/connection.ts";
import { createRedisLimits } from "@causerie/server/redis/redis-limits.ts";
import { openPostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { sharedPostgres, sql, testSchema } from "#support/postgres/test-database.ts";
import { hasRedis, type RedisServer, startRedis } from "#support/redis/redis-server.ts";
import { limitsContract, sharedLimitsContract } from "./limits-contract.ts";

type Opened = Limits & AsyncDisposable & { printed(): string };

/** A machine that stands still for a quarter of a second would count each process for itself. */
const patience = { answerMs: 20_000 };

limitsContract("In one process", async () => ({ ...createInProcessLimits(), [Symbol.asyncDispose]: async () => {} }));

describe.skipIf(!hasRedis())("Redis", () => {
  let redis: RedisServer;
  beforeEach(async () => {
    redis = await startRedis();
    onTestFinished(() => redis[Symbol.asyncDispose]());
  });

  async function open(url = redis.url): Promise<Opened> {
    const { logger, printed } = collectLogLines("debug");
    const connection = await connectRedis(url, logger);
    await expect.poll(() => connection.commands.isReady || printed() !== "").toBe(true);
    const limits = createSharedLimits(createRedisLimits(connection), patience);
    return {
      ...limits,
      printed,
      [Symbol.asyncDispose]: async () => {
        await limits[Symbol.asyncDispose]();
        await connection[Symbol.asyncDispose]();
      },
    };
  }

  limitsContract("Redis", () => open());
  sharedLimitsContract("Redis", () => open());

  test("while Redis is away each process counts for itself, and one that comes back empty learns of the open permits", async () => {
    await using one = await open();
    const limit = one.rate("send", { count: 2, seconds: 60 });
    expect(await one.acquire("lines", "ada", 2)).toBeDefined();
    await redis.kill();
    await limit("ada");
    await limit("ada");
    await expect(limit("ada")).rejects.toMatchObject({ code: "rate_limited" });
    expect(await one.acquire("lines", "ada", 2)).toBeDefined();
    expect(await one.acquire("lines", "ada", 2)).toBeUndefined();
    expect(one.printed()).toContain("Redis cannot be reached");
    await redis.start();
    await using other = await open();
    await expect.poll(() => other.acquire("lines", "ada", 3), { timeout: 15_000, interval: 1_000 }).toBeUndefined();
  });

  test.each([
    ["a wrong password", [], "the right one", /does not let this server in: correct user and password in REDIS_URL/],
    [
      "no memory left",
      ["--maxmemory", "1", "--maxmemory-policy", "noeviction"],
      undefined,
      /is out of memory: raise maxmemory/,
    ],
  ] as const)(
    "%s is said in one sentence, and nobody is turned away for it",
    async (_, settings, password, sentence) => {
      await using bad = await startRedis(settings, password);
      await using limits = await open(bad.url.replace(":the right one@", ":wrong@"));
      await limits.rate("send", { count: 1, seconds: 60 })("ada");
      expect(await limits.acquire("lines", "ada", 1)).toBeDefined();
      await expect.poll(() => limits.printed()).toMatch(sentence);
      expect(limits.printed().match(/"level":50/g)).toHaveLength(1);
      expect(limits.printed()).not.toContain("wrong");
    },
  );
});

describe.skipIf(sharedPostgres === undefined)("PostgreSQL", () => {
  let url = "";
  beforeEach(() => {
    url = testSchema();
  });

  async function open(): Promise<Limits & AsyncDisposable> {
    const store = await openPostgresStore({ url });
    const limits = createSharedLimits(store.limits, patience);
    return {
      ...limits,
      [Symbol.asyncDispose]: async () => {
        await limits[Symbol.asyncDispose]();
        await store[Symbol.asyncDispose]();
      },
    };
  }

  limitsContract("PostgreSQL", open);
  sharedLimitsContract("PostgreSQL", open);

  test("the permits of a process that was killed are free once it counts as dead", async () => {
    await using one = await open();
    const dead = await open();
    expect(await dead.acquire("lines", "ada", 1)).toBeDefined();
    expect(await one.acquire("lines", "ada", 1)).toBeUndefined();
    // As if its last sign of life lay back so long.
    await sql(url, "UPDATE server_process SET alive_until = 0 WHERE id IN (SELECT process FROM permit)");
    expect(await one.acquire("lines", "ada", 1)).toBeDefined();
    await dead[Symbol.asyncDispose]();
  });
});
