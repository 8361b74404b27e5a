import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { RequestError } from "#app/errors.ts";

type Rate = { count: number; seconds: number };

/** Counts in this process only. @param name is for the log. @throws RequestError `rate_limited` from what it returns. */
export function createRateLimit(name: string, rate: Rate): (key: string, weight?: number) => Promise<void> {
  const limiter = new RateLimiterMemory({ points: rate.count, duration: rate.seconds });
  return (key, weight) => consume(limiter, name, rate, key, weight);
}

/** @throws RequestError `rate_limited`, or what the limiter's store throws. */
export async function consume(
  limiter: Pick<RateLimiterAbstract, "consume">,
  name: string,
  { count, seconds }: Rate,
  key: string,
  weight = 1,
): Promise<void> {
  try {
    await limiter.consume(key, weight);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new RequestError("rate_limited", `at most ${count} in ${seconds} s; wait and send the same again`, {
      retryAfterMs: refusal.msBeforeNext,
      facts: { limit: name },
    });
  }
}
