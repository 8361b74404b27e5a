export type BreakerOptions = {
  /** After so many failures in a row the service is left alone. Default 5. */
  failures?: number;
  /** For how long, in milliseconds; then one request tries it again. Default 30,000. */
  pauseMs?: number;
};

/** Spares a service that is down, and the people who would wait for it. */
export type CircuitBreaker = {
  /** Whether to ask now. Asking is a promise to tell how it ended. */
  allows(): boolean;
  succeeded(): void;
  failed(): void;
  isPaused(): boolean;
};

/** @param now milliseconds; only differences count. */
export function createBreaker({ failures = 5, pauseMs = 30_000 }: BreakerOptions, now: () => number): CircuitBreaker {
  let inARow = 0;
  let pausedUntil = 0;
  return {
    allows() {
      if (inARow < failures) return true;
      if (now() < pausedUntil) return false;
      // The next trial is due after another pause, so that this one may also never come back.
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
