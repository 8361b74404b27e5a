import { BoundedMap } from "#collections/bounded-map.ts";
import { limits } from "#connectors/whatsapp/limits.ts";

/** People that are counted at a time. */
const mostPeople = 50_000;

/**
 * Keeps what goes to one person to what Meta allows: a message in six seconds, and some more at once, for which the next ones wait
 * (the generic cell rate algorithm). So the answers in a lively conversation wait for nothing, and a flood goes out as slowly as it must.
 */
export class PairPace {
  readonly #now: () => number;
  /** When an even stream would have sent all that went to the person. */
  readonly #theoretical = new BoundedMap<string, number>(mostPeople);

  /** @param now milliseconds that only grow. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @returns milliseconds after which the message may go; 0: now, and it is counted. */
  take(user: string): number {
    const { everyMs, atOnce } = limits.pair;
    const now = this.#now();
    const next = Math.max(this.#theoretical.get(user) ?? 0, now);
    const wait = next - now - (atOnce - 1) * everyMs;
    if (wait > 0) return wait;
    this.#theoretical.set(user, next + everyMs);
    return 0;
  }

  /** Meta has not taken it. */
  giveBack(user: string): void {
    const known = this.#theoretical.get(user);
    if (known !== undefined) this.#theoretical.set(user, known - limits.pair.everyMs);
  }

  forget(user: string): void {
    this.#theoretical.delete(user);
  }
}
