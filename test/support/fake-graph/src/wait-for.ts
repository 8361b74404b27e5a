import { setTimeout as wait } from "node:timers/promises";

const pollMs = 5;

/** Asks again and again until the answer is neither undefined, null nor false; gives that answer back. */
export async function waitFor<Found>(
  predicate: () => Found | undefined | null | false,
  timeoutMs: number,
  describe: () => string,
): Promise<Found> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const found = predicate();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() >= end) throw new Error(`Waited ${timeoutMs} ms in vain. ${describe()}`);
    await wait(pollMs);
  }
}
