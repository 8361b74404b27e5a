const firstStepMs = 300;
/** So often the steps stay short: most outages are a restart, and visitors wait. */
const quickTries = 40;
const longestQuickStepMs = 2_000;
const longestStepMs = 15_000;
/** A server that asks for a longer pause is not obeyed. */
const longestAskedMs = 5 * 60_000;

/**
 * Milliseconds before try `attempt` (1, 2, …) is repeated: a random part of the step ("full jitter"). After an outage all
 * visitors come back, and they must not come at the same moment.
 */
export function backoff(attempt: number, random: number, retryAfterMs = 0): number {
  // A server that asks for a short pause will soon be there: its clients spread over that time, and no longer.
  const longestQuick = Math.min(longestQuickStepMs, retryAfterMs || Infinity);
  const longest = attempt > quickTries ? longestStepMs : longestQuick;
  const step = Math.min(longest, firstStepMs * 2 ** Math.min(attempt - 1, 10));
  return Math.min(retryAfterMs, longestAskedMs) + random * step;
}
