import type { Limits } from "#channel/limits.ts";
import { createRateLimit } from "#http/rate-limit.ts";
import { LocalPlaces } from "./local-places.ts";

/** {@link Limits} for one process. */
export function createInProcessLimits(): Limits {
  const places = new LocalPlaces();
  return {
    rate: (_name, rate) => createRateLimit(rate),
    place: async (name, key, max) => {
      if (places.count(name, key) >= max) return undefined;
      const place = places.take(name, key);
      return { [Symbol.dispose]: () => void places.give(place) };
    },
  };
}
