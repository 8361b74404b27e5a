export type KeptBounds = {
  /** The sizes of all values together: of so many units the oldest go. */
  most: number;
  /** Milliseconds on the clock `now`, which only grows. */
  now: () => number;
};

/** What was found out, for a time each, and within a bound for all of it. What was read longest ago goes first. */
export class Kept<Value> {
  readonly #bounds: KeptBounds;
  readonly #entries = new Map<string, { value: Value; size: number; endsAt: number }>();
  #size = 0;

  constructor(bounds: KeptBounds) {
    this.#bounds = bounds;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.delete(key);
    if (entry.endsAt <= this.#bounds.now()) return undefined;
    this.#add(key, entry);
    return entry.value;
  }

  set(key: string, value: Value, ms: number, size = 1): void {
    this.delete(key);
    this.#add(key, { value, size, endsAt: this.#bounds.now() + ms });
    for (const oldest of this.#entries.keys()) {
      if (this.#size <= this.#bounds.most) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#size -= this.#entries.get(key)?.size ?? 0;
    this.#entries.delete(key);
  }

  #add(key: string, entry: { value: Value; size: number; endsAt: number }): void {
    this.#entries.set(key, entry);
    this.#size += entry.size;
  }
}
