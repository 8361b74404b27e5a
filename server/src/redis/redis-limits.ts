import { randomUUID } from "node:crypto";
import { RateLimiterRedis } from "rate-limiter-flexible";
import type { LimitStore } from "#limits/shared-limits.ts";
import type { RedisConnection } from "./connection.ts";

const prefix = "causerie:limit:";
/** A visitor's places are forgotten when nobody has taken one for so long. Seconds. */
const forgottenAfter = 86_400;

/** What limits count, in Redis. A place belongs to a process, and counts while that lives. */
export function createRedisLimits({ commands, failed }: RedisConnection): LimitStore {
  const owner = randomUUID();
  const keyOf = ({ name, key }: { name: string; key: string }): string => `${prefix}place:${name}:${key}`;
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
    takePlace: async (place, max) => {
      const taken = await commands.eval(take, {
        keys: [keyOf(place)],
        arguments: [`${prefix}alive:`, owner, place.id, `${max}`, `${forgottenAfter}`],
      });
      return taken === 1;
    },
    givePlace: async (place) => {
      await commands.hDel(keyOf(place), place.id);
    },
    keepAlive: async (livesMs) =>
      (await commands.set(`${prefix}alive:${owner}`, "1", {
        expiration: { type: "PX", value: livesMs },
        GET: true,
      })) !== null,
    restorePlaces: async (places) => {
      await Promise.all(places.map((place) => commands.hSet(keyOf(place), place.id, owner)));
    },
    failed,
  };
}

/** Field by field: the place and its process. Those of dead processes are taken away first. */
const take = `
local places = redis.call('hgetall', KEYS[1])
local count = 0
for index = 1, #places, 2 do
  if redis.call('exists', ARGV[1] .. places[index + 1]) == 1 then count = count + 1
  else redis.call('hdel', KEYS[1], places[index]) end
end
if count >= tonumber(ARGV[4]) then return 0 end
redis.call('hset', KEYS[1], ARGV[3], ARGV[2])
redis.call('expire', KEYS[1], ARGV[5])
return 1`;
