import { ChatError } from "./chat-error.ts";

/** Time and chance, so that tests can control both. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 up to 1. */
  random(): number;
  after(ms: number, run: () => void): Cancel;
}

export type Cancel = () => void;

/** A browser fires a timer at once when its delay is longer than this. */
const longestMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, longestMs));
    return () => clearTimeout(timer);
  },
};

/** Like `clock.after`, and an abort of `signal` cancels the timer. */
export function afterUnless(clock: Clock, ms: number, signal: AbortSignal, run: () => void): Cancel {
  if (signal.aborted) return () => {};
  const cancelTimer = clock.after(ms, () => {
    signal.removeEventListener("abort", cancel);
    run();
  });
  function cancel(): void {
    cancelTimer();
    signal.removeEventListener("abort", cancel);
  }
  signal.addEventListener("abort", cancel);
  return cancel;
}

/** Rejects with the ChatError `timeout` when `promise` takes longer than `ms`. */
export function withTimeout<Result>(clock: Clock, ms: number, promise: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(new ChatError("timeout")));
    promise.then(resolve, reject).finally(cancel);
  });
}
