import { setTimeout as delay } from "node:timers/promises";
import { sql } from "#support/postgres/test-database.ts";
import { isLong, times } from "#support/fault/effort.ts";
import { noiseFactor } from "#support/fault/noise.ts";
import { describeTimes } from "#support/fault/percentiles.ts";
import { judgeRecovery } from "#support/fault/recovery.ts";
import type { Fault } from "#support/fault/scene.ts";
import type { Target } from "#support/fault/target.ts";
import { expect } from "vitest";

const once = (): number => 1;

function postgresOf({ postgres, name }: Target) {
  if (postgres === undefined) throw new Error(`${name}: there is no PostgreSQL`);
  return postgres;
}

function redisOf({ redis, name }: Target) {
  if (redis === undefined) throw new Error(`${name}: there is no Redis`);
  return redis;
}

/** What can happen to the PostgreSQL of a target. */
export const postgresFaults: readonly Fault[] = [
  {
    name: "D8 PostgreSQL loses its power and starts again",
    recovery: { longest: 5_000 },
    again: [1, 10],
    async strike({ target, random }) {
      await delay(300 + random() * 300);
      await postgresOf(target).restart("immediate");
      return performance.now();
    },
    happened: once,
  },
  {
    name: "D8 PostgreSQL is away for a while",
    recovery: { longest: 5_000 },
    again: [1, 3],
    async strike({ target }) {
      await delay(300);
      await postgresOf(target).stop("fast");
      await delay(times(1_000, 30_000));
      await postgresOf(target).start();
      return performance.now();
    },
    happened: once,
  },
  {
    name: "D8 the connections of the servers are ended",
    recovery: { longest: 5_000 },
    again: [2, 20],
    async strike({ target, random }) {
      await delay(200 + random() * 300);
      const ended = await sql(
        `${postgresOf(target).url}?schema=public`,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'causerie'",
      );
      expect(ended.length).toBeGreaterThan(target.size);
      return performance.now();
    },
    happened: once,
  },
];

/** What can happen to the Redis of a target. While it is away, what is asked is answered by the look into the store. */
export const redisFaults: readonly Fault[] = [
  {
    name: "D7 Redis is killed, stays away, and comes back empty",
    // The look into the store, every 2 s, tells what no signal has.
    recovery: { longest: 2_500 },
    again: [1, 5],
    async strike({ target }, chats) {
      await redisOf(target).kill();
      const waits = await Promise.all(
        chats.map(async (chat, index) => {
          const asked = performance.now();
          expect(await chat.ask(`without Redis ${index} ${asked}`, 30_000)).toBe(true);
          return performance.now() - asked;
        }),
      );
      const noise = noiseFactor();
      process.stdout.write(`${describeTimes(`answers without Redis, ${target.name}`, waits)}, noise ${noise}\n`);
      if (isLong) expect(judgeRecovery(waits, { longest: 2_500 }, noise)).toEqual([]);
      await redisOf(target).start();
      return performance.now();
    },
    happened: once,
  },
  {
    name: "D7 Redis is emptied",
    recovery: { longest: 2_500 },
    again: [2, 20],
    async strike({ target }) {
      await delay(300);
      await redisOf(target).command("FLUSHALL");
      return performance.now();
    },
    happened: once,
  },
];
