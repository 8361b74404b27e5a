import type { Limits } from "#channel/host/limits.ts";
import { createRateLimit } from "#http/refusing/rate-limit.ts";

/** {@link Limits} for one process. */
export function createInProcessLimits(): Limits {
  const countsOf = new Map<string, Map<string, number>>();
  return {
    rate: createRateLimit,
    acquire: async (name, key, max) => {
      const counts = countsOf.get(name) ?? new Map<string, number>();
      countsOf.set(name, counts);
      if ((counts.get(key) ?? 0) >= max) return undefined;
      return new CountedPermit(counts, key);
    },
  };
}

/** In one process a permit needs no name: each open connection has two, so they are only counted. */
class CountedPermit implements Disposable {
  #counts: Map<string, number> | undefined;
  readonly #key: string;

  constructor(counts: Map<string, number>, key: string) {
    this.#counts = counts;
    this.#key = key;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }

  [Symbol.dispose](): void {
    const left = (this.#counts?.get(this.#key) ?? 0) - 1;
    if (left > 0) this.#counts?.set(this.#key, left);
    else this.#counts?.delete(this.#key);
    this.#counts = undefined;
  }
}
