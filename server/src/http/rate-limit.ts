import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { RequestError } from "#app/errors.ts";

/** At most `count` uses in `seconds`, per key. */
export type Rate = { count: number; seconds: number };

/** Counts one use of `key`. @throws RequestError `rate_limited`, with the time to wait. */
export type RateLimit = (key: string) => Promise<void>;

/** Counts in this process only. With several processes the limit holds for each of them. */
export function createRateLimit({ count, seconds }: Rate): RateLimit {
  const limiter = new RateLimiterMemory({ points: count, duration: seconds });
  return async (key) => {
    try {
      await limiter.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new RequestError("rate_limited", `at most ${count} in ${seconds} s; wait and send the same again`, {
        retryAfterMs: refusal.msBeforeNext,
      });
    }
  };
}
