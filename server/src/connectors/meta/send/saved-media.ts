import { BoundedMap } from "#collections/bounded-map.ts";

/** Files whose ids are remembered, in this process. */
const mostIds = 10_000;

/** The ids that Meta has given to files of ours: with one, Meta need not fetch or be given the file again. */
export class SavedMedia {
  readonly #now: () => number;
  readonly #keepMs: number;
  readonly #ids = new BoundedMap<string, { id: string; until: number }>(mostIds);

  /** @param keepMs milliseconds for which Meta knows an id. */
  constructor(now: () => number, keepMs: number) {
    this.#now = now;
    this.#keepMs = keepMs;
  }

  find(key: string): string | undefined {
    const saved = this.#ids.get(key);
    return saved !== undefined && this.#now() < saved.until ? saved.id : undefined;
  }

  keep(key: string, id: string): void {
    this.#ids.set(key, { id, until: this.#now() + this.#keepMs });
  }

  forget(key: string): void {
    this.#ids.delete(key);
  }
}
