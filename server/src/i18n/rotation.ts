import { hash } from "./hash.ts";

/** Chooses the next one of several wordings. */
export interface Rotation {
  /** @returns an index below `count`. */
  next(key: string, count: number): number;
}

/** By message: how often it was used. Plain JSON; store it with the conversation. */
export type RotationState = Record<string, number>;

/** How many messages are remembered in one conversation. A bot with more of them repeats itself a little earlier. */
const mostKeys = 200;

/**
 * Alternatives in an order that looks random and is the same in every run. Each is used once before any is used again, and
 * none twice in a row. Only a count is stored: the order follows from `seed`, the key and the round. `state` is changed in
 * place.
 *
 * ```ts
 * const rotation = createRotation(savedState, conversationId);
 * const t = words({ locale: "fr", rotation });
 * ```
 * @param state of one conversation. Values in it that are no counts are ignored.
 * @param seed the id of the same conversation.
 */
export function createRotation(state: RotationState, seed: string): Rotation {
  return {
    next(key, count) {
      const said = saidBefore(state, key);
      // The key is set again and so becomes the newest. The first key is the oldest, and is forgotten.
      delete state[key];
      for (const oldest of Object.keys(state).slice(0, Math.max(0, Object.keys(state).length - mostKeys + 1))) {
        delete state[oldest];
      }
      state[key] = said + 1;
      return alternative(said, count, `${seed} ${key}`);
    },
  };
}

function saidBefore(state: RotationState, key: string): number {
  const said = Object.hasOwn(state, key) ? state[key] : 0;
  return said !== undefined && Number.isSafeInteger(said) && said >= 0 && said < Number.MAX_SAFE_INTEGER ? said : 0;
}

function alternative(said: number, count: number, seed: string): number {
  if (count < 3) return count < 2 ? 0 : (said + hash(seed)) % 2;
  const round = Math.floor(said / count);
  const order = shuffled(count, `${seed} ${round}`);
  if (round > 0 && order[0] === shuffled(count, `${seed} ${round - 1}`).at(-1)) {
    // There are at least three, so this swap never changes the last one of a round. So the check of one round before is enough.
    order.splice(0, 2, order[1] ?? 0, order[0] ?? 0);
  }
  return order[said % count] ?? 0;
}

/** 0 to `count - 1` in an order that `seed` decides (Fisher and Yates). */
function shuffled(count: number, seed: string): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const pick = hash(`${seed} ${last}`) % (last + 1);
    const held = order[last] ?? 0;
    order[last] = order[pick] ?? 0;
    order[pick] = held;
  }
  return order;
}
