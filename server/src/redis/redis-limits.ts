import { randomUUID } from "node:crypto";
import { RateLimiterRedis } from "rate-limiter-flexible";
import type { LimitStore } from "#limits/shared-limits.ts";
import type { RedisConnection } from "./connection.ts";

const prefix = "causerie:limit:";
/** A visitor's permits are forgotten when nobody has acquired one for so long. Seconds. */
const forgottenAfter = 86_400;

/** What limits count, in Redis. A permit belongs to a process, and counts while that lives. */
export function createRedisLimits({ commands, failed }: RedisConnection): LimitStore {
  const owner = randomUUID();
  const keyOf = ({ name, key }: { name: string; key: string }): string => `${prefix}permit:${name}:${key}`;
  return {
    limiter: (name, { count, seconds }) =>
      new RateLimiterRedis({
        storeClient: commands,
        useRedisPackage: true,
        rejectIfRedisNotReady: true,
        keyPrefix: `${prefix}rate:${name}`,
        points: count,
        duration: seconds,
        // Who is refused already costs Redis nothing more.
        inMemoryBlockOnConsumed: count + 1,
      }),
    acquire: async (permit, max) => {
      const acquired = await commands.eval(take, {
        keys: [keyOf(permit)],
        arguments: [`${prefix}alive:`, owner, permit.id, `${max}`, `${forgottenAfter}`],
      });
      return acquired === 1;
    },
    release: async (permit) => {
      await commands.hDel(keyOf(permit), permit.id);
    },
    keepAlive: async (livesMs) =>
      (await commands.set(`${prefix}alive:${owner}`, "1", {
        expiration: { type: "PX", value: livesMs },
        GET: true,
      })) !== null,
    restore: async (permits) => {
      await Promise.all(permits.map((permit) => commands.hSet(keyOf(permit), permit.id, owner)));
    },
    failed,
  };
}

/** Field by field: the permit and its process. Those of dead processes are deleted first. */
const take = `
local permits = redis.call('hgetall', KEYS[1])
local count = 0
for index = 1, #permits, 2 do
  if redis.call('exists', ARGV[1] .. permits[index + 1]) == 1 then count = count + 1
  else redis.call('hdel', KEYS[1], permits[index]) end
end
if count >= tonumber(ARGV[4]) then return 0 end
redis.call('hset', KEYS[1], ARGV[3], ARGV[2])
redis.call('expire', KEYS[1], ARGV[5])
return 1`;
