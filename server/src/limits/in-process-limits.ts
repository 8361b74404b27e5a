import type { Limits } from "#channel/limits.ts";
import { createRateLimit } from "#http/rate-limit.ts";
import { LocalPermits } from "./local-permits.ts";

/** {@link Limits} for one process. */
export function createInProcessLimits(): Limits {
  const permits = new LocalPermits();
  return {
    rate: createRateLimit,
    acquire: async (name, key, max) => {
      if (permits.count(name, key) >= max) return undefined;
      const permit = permits.add(name, key);
      return { [Symbol.dispose]: () => void permits.remove(permit) };
    },
  };
}
