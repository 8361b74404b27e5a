import { createSharedSignals } from "@causerie/server/pipeline/signals/shared-signals.ts";
import type { Signals } from "@causerie/server/pipeline/signals/signals.ts";
import { connectRedis } from "@causerie/server/redis/connection.ts";
import { createRedisBroadcast } from "@causerie/server/redis/redis-broadcast.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { hasRedis, type RedisServer, startRedis } from "#support/redis/redis-server.ts";
import { sharedSignalsContract, signalsContract } from "./signals-contract.ts";

async function openOver(url: string, restored?: () => void): Promise<Signals & { printed(): string }> {
  const { logger, printed } = collectLogLines("debug");
  const connection = await connectRedis(url, logger);
  await expect.poll(() => connection.commands.isReady && connection.subscriber.isReady).toBe(true);
  const broadcast = createRedisBroadcast(connection);
  const signals = await createSharedSignals({ broadcast, failed: () => undefined, ...(restored && { restored }) });
  return {
    ...signals,
    printed,
    async [Symbol.asyncDispose]() {
      await signals[Symbol.asyncDispose]();
      await connection[Symbol.asyncDispose]();
    },
  };
}

describe.skipIf(!hasRedis())("Redis", () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => redis[Symbol.asyncDispose]());

  signalsContract("Redis", () => openOver(redis.url));
  sharedSignalsContract("Redis", () => openOver(redis.url));

  test("killed and started again: said once when it goes and once when it is back, and signals flow again", async () => {
    await using own = await startRedis();
    let restored = 0;
    await using one = await openOver(own.url);
    await using other = await openOver(own.url, () => (restored += 1));
    const seen: string[] = [];
    using _local = one.subscribe("a", ({ type }) => void seen.push(`local ${type}`));
    using _other = other.subscribe("a", ({ type }) => void seen.push(`other ${type}`));
    await own.kill();
    one.publish("a", { type: "log" });
    expect(seen).toEqual(["local log"]);
    await expect.poll(() => one.printed()).toContain("Redis cannot be reached");
    await own.start();
    await expect.poll(() => restored).toBeGreaterThan(0);
    await expect
      .poll(() => {
        one.publish("a", { type: "log" });
        return seen;
      })
      .toContain("other log");
    await expect.poll(() => one.printed()).toContain("Redis answers again");
    expect(one.printed().match(/cannot be reached/g)).toHaveLength(1);
    expect(one.printed().match(/answers again/g)).toHaveLength(1);
  });
});
