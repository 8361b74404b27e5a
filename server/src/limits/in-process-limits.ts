import type { Limits } from "#channel/limits.ts";
import { createRateLimit } from "#http/rate-limit.ts";

/** {@link Limits} for one process. */
export function createInProcessLimits(): Limits {
  const takenOf = new Map<string, Map<string, number>>();
  return {
    rate: createRateLimit,
    acquire: async (name, key, max) => {
      const taken = takenOf.get(name) ?? new Map<string, number>();
      takenOf.set(name, taken);
      if ((taken.get(key) ?? 0) >= max) return undefined;
      return new CountedPermit(taken, key);
    },
  };
}

/** In one process a permit needs no name: each open connection has two, so they are only counted. */
class CountedPermit implements Disposable {
  #taken: Map<string, number> | undefined;
  readonly #key: string;

  constructor(taken: Map<string, number>, key: string) {
    this.#taken = taken;
    this.#key = key;
    taken.set(key, (taken.get(key) ?? 0) + 1);
  }

  [Symbol.dispose](): void {
    const left = (this.#taken?.get(this.#key) ?? 0) - 1;
    if (left > 0) this.#taken?.set(this.#key, left);
    else this.#taken?.delete(this.#key);
    this.#taken = undefined;
  }
}
