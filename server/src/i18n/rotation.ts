import { hash } from "./hash.ts";

/** Which of several wordings is next. */
export interface Rotation {
  /** @returns an index below `count`. */
  next(key: string, count: number): number;
}

/** By message: how often it was said. Plain JSON; keep it with the conversation. */
export type RotationState = Record<string, number>;

/** Messages remembered in one conversation. A bot with more repeats itself a little earlier than it must. */
const mostKeys = 200;

/**
 * Alternatives in an order that looks random and is the same at every run: each is said once before any is said again,
 * and none twice in a row. Only a count is kept, and `state` is changed in place; the order follows from `seed`, the key
 * and the round.
 *
 * ```ts
 * const rotation = createRotation(savedState, conversationId);
 * const t = words({ locale: "fr", rotation });
 * ```
 * @param state of one conversation; foreign values in it count as none.
 * @param seed of the same conversation: its id.
 */
export function createRotation(state: RotationState, seed: string): Rotation {
  return {
    next(key, count) {
      const said = saidBefore(state, key);
      // Set anew, the key is the youngest, so the one to forget is the first.
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
    // The last of a round never takes part in this swap (there are three at least), so one look back is enough.
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
