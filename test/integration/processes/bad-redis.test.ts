import { startServer, web } from "@causerie/server";
import { createSharedLimits } from "@causerie/server/limits/shared-limits.ts";
import { createSharedSignals } from "@causerie/server/pipeline/signals/shared-signals.ts";
import { connectRedis } from "@causerie/server/redis/connection.ts";
import { createRedisBroadcast } from "@causerie/server/redis/redis-broadcast.ts";
import { createRedisLimits } from "@causerie/server/redis/redis-limits.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { startFakeRedis } from "#support/redis/fake-redis.ts";
import { hasRedis, type RedisServer, startRedis } from "#support/redis/redis-server.ts";
import { testConfig } from "#support/server/start-test-server.ts";
import { createTestBot } from "#support/server/test-bot.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";

/** One server's view of a Redis: what it tells others, what it counts, and what its log says. */
async function openOver(url: string) {
  const { logger, lines, printed } = collectLogLines("warn");
  const connection = await connectRedis(url, logger);
  const signals = await createSharedSignals({ broadcast: createRedisBroadcast(connection), failed: () => undefined });
  const limits = createSharedLimits(createRedisLimits(connection));
  const said = (): string[] => lines.map(({ msg }) => msg);
  return {
    signals,
    limits,
    said,
    printed,
    [Symbol.asyncDispose]: async () => {
      await limits[Symbol.asyncDispose]();
      await signals[Symbol.asyncDispose]();
      await connection[Symbol.asyncDispose]();
    },
  };
}

const longerThanTheLineBears = 13_000;

test("one that is too old is named once, nobody is turned away for it, and after its upgrade all is well", async () => {
  await using redis = await startFakeRedis("5.0.14");
  await using one = await openOver(redis.url);
  await expect.poll(one.said).toHaveLength(1);
  for (let round = 0; round < 3; round += 1) {
    await one.limits.rate("send", { count: 1, seconds: 60 })(`ada-${round}`);
    expect(await one.limits.acquire("lines", "ada", 9)).toBeDefined();
    one.signals.publish("a", { type: "log" });
    await sleep(500);
  }
  expect(one.said()).toEqual([
    expect.stringMatching(/^Redis at 127\.0\.0\.1:\d+ is too old \(5\.0\.14\): use 6\.2 or newer\. .*nothing is lost/),
  ]);
  redis.version = "7.2.0";
  await expect.poll(one.said).toContain("Redis answers again");
});

describe.skipIf(!hasRedis)("a Redis that hangs, and one that is full", () => {
  test.each([
    ["for a moment", 2_500],
    ["for longer than its lines are kept", longerThanTheLineBears],
  ])("that hangs %s: said once, limits and signals do without it, and it is over by itself", async (_name, ms) => {
    await using redis = await startRedis();
    await using one = await openOver(redis.url);
    await using other = await openOver(redis.url);
    const heard: string[] = [];
    using _here = one.signals.subscribe("a", () => void heard.push("here"));
    using _there = other.signals.subscribe("a", () => void heard.push("there"));
    const limit = one.limits.rate("send", { count: 2, seconds: 60 });
    const tell = (): string[] => {
      one.signals.publish("a", { type: "log" });
      return heard;
    };
    await expect.poll(tell).toContain("there");
    expect(one.said()).toEqual([]);

    redis.freeze();
    const frozenAt = performance.now();
    heard.length = 0;
    tell();
    expect(heard).toContain("here");
    const started = performance.now();
    await limit("ada");
    expect(await one.limits.acquire("lines", "ada", 1)).toBeDefined();
    expect(performance.now() - started).toBeLessThan(3_000);
    await expect.poll(one.said, { timeout: 30_000 }).toHaveLength(1);
    await sleep(Math.max(0, frozenAt + ms - performance.now()));
    expect(one.said()).toEqual([
      expect.stringMatching(/^Redis at 127\.0\.0\.1:\d+ does not answer in time: look what it is busy with/),
    ]);

    redis.thaw();
    await expect.poll(() => one.said().at(-1), { timeout: 30_000 }).toBe("Redis answers again");
    heard.length = 0;
    await expect.poll(tell, { timeout: 30_000 }).toContain("there");
    // The count is Redis's again, and the next trouble is said anew.
    await redis.kill();
    await expect.poll(() => one.said().at(-1), { timeout: 30_000 }).toMatch(/^Redis cannot be reached/);
  });

  test("that hangs from the beginning is said, too", async () => {
    await using redis = await startRedis();
    redis.freeze();
    await using one = await openOver(redis.url);
    await expect.poll(() => one.said()[0], { timeout: 30_000 }).toMatch(/does not answer in time/);
    redis.thaw();
    await expect.poll(() => one.said().at(-1), { timeout: 30_000 }).toBe("Redis answers again");
  });

  test("that has no memory left is said once, and is over when it has room, without a new connection", async () => {
    await using redis = await startRedis(["--maxmemory", "1", "--maxmemory-policy", "noeviction"]);
    await using one = await openOver(redis.url);
    await one.limits.rate("send", { count: 1, seconds: 60 })("ada");
    await expect.poll(() => one.said()[0]).toMatch(/is out of memory: raise maxmemory/);
    await sleep(2_500);
    expect(one.said()).toHaveLength(1);
    await redis.command("CONFIG", "SET", "maxmemory", "100mb");
    await expect.poll(() => one.said().slice(1)).toEqual(["Redis answers again"]);
    await redis.command("CONFIG", "SET", "maxmemory", "1");
    await one.limits.rate("send", { count: 1, seconds: 60 })("bob");
    await expect.poll(one.said).toHaveLength(3);
  });

  test("that is a replica says which one to name", async () => {
    await using primary = await startRedis();
    await using replica = await startRedis();
    await replica.command("REPLICAOF", "127.0.0.1", new URL(primary.url).port);
    await using one = await openOver(replica.url);
    await expect.poll(one.said).toHaveLength(1);
    expect(one.said()[0]).toMatch(/is read-only, as a replica is: name the primary in REDIS_URL/);
  });
});

describe.skipIf(!hasRedis || sharedPostgres === undefined)("servers whose Redis is no good", () => {
  const passwordOf = (url: string, password: string): string => url.replace(/:[^:@/]*@/, `:${password}@`);

  test.each<[string, () => Promise<RedisServer>, (url: string) => string, (redis: RedisServer) => unknown]>([
    ["hangs", () => startRedis(), (url) => url, (redis) => redis.freeze()],
    ["is full", () => startRedis(["--maxmemory", "1", "--maxmemory-policy", "noeviction"]), (url) => url, () => {}],
    ["wants another password", () => startRedis([], "pa55word"), (url) => passwordOf(url, "wrong"), () => {}],
  ])(
    "which %s: each message is acknowledged, kept, and answered once by either server",
    async (_name, start, urlFor, spoil) => {
      await using redis = await start();
      const database = testSchema();
      const { logger, lines, printed } = collectLogLines("error");
      const config = () =>
        testConfig({
          bot: createTestBot(),
          connectors: [web({ origins: [], rates: unlimitedRates })],
          database,
          redis: urlFor(redis.url),
          secret: "a secret that all servers of a database share",
        });
      await using one = await startServer(config(), { variables: {}, logger });
      await using other = await startServer(config(), { variables: {} });
      spoil(redis);
      const ada = await RestClient.start(`${one.url}/web`);
      for (const id of ["1", "2", "3"]) expect((await ada.send(id, "count")).status).toBe(202);
      await expect
        .poll(async () => textsOf((await ada.events()).body.events), { timeout: 30_000 })
        .toEqual(["count 1", "count 2", "count 3"]);
      await other.idle();
      await expect.poll(() => lines.length).toBe(1);
      expect(lines[0]?.msg).toMatch(/^Redis at .*: (?:look|raise|correct) .* nothing is lost\.$/);
      expect(printed()).not.toMatch(/pa55word|wrong@/);
      redis.thaw();
    },
  );
});
