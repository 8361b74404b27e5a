const first = 300;
const most = 15_000;
/** A server that asks for more than this is not believed. */
const longestAsked = 5 * 60_000;

/**
 * Milliseconds before try `attempt` (1, 2, …) is repeated. Anywhere between nothing and the step ("full jitter"): after an
 * outage all visitors come back, and they must not come at once.
 */
export function backoff(attempt: number, random: number, retryAfterMs = 0): number {
  const step = Math.min(most, first * 2 ** Math.min(attempt - 1, 10));
  return Math.min(retryAfterMs, longestAsked) + random * step;
}
