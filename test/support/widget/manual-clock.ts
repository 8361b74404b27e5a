import type { Clock } from "@causerie/widget/chat/clock.ts";

/** A clock that only the test moves. */
export type ManualClock = Clock & {
  /** Lets time pass. Timers run in the order in which they are due. */
  advance(ms: number): void;
  /** How many timers are set. */
  pending(): number;
};

export function createManualClock(random = 0.5): ManualClock {
  const timers = new Set<{ at: number; run: () => void }>();
  let now = Date.now();
  return {
    now: () => now,
    random: () => random,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.run();
      }
      now = end;
    },
    pending: () => timers.size,
  };
}
