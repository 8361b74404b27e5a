export type BreakerOptions = {
  /** After so many failures in a row the service is not asked for a while. Default 5. */
  failures?: number;
  /** How long the service is not asked, in milliseconds. Then one request tries it again. Default 30,000. */
  pauseMs?: number;
};

/** Stops requests to a service that is down, so that nobody waits for it. */
export type CircuitBreaker = {
  /** Whether to ask now. If so, the caller must report the end by `succeeded` or `failed`. */
  allows(): boolean;
  succeeded(): void;
  failed(): void;
  isPaused(): boolean;
};

/** @param now milliseconds; only differences matter. */
export function createBreaker({ failures = 5, pauseMs = 30_000 }: BreakerOptions, now: () => number): CircuitBreaker {
  let inARow = 0;
  let pausedUntil = 0;
  return {
    allows() {
      if (inARow < failures) return true;
      if (now() < pausedUntil) return false;
      // The next trial is due after another pause, even if this one never ends.
      pausedUntil = now() + pauseMs;
      return true;
    },
    succeeded() {
      inARow = 0;
    },
    failed() {
      inARow += 1;
      if (inARow >= failures) pausedUntil = now() + pauseMs;
    },
    isPaused: () => inARow >= failures,
  };
}
