import { BoundedMap } from "#collections/bounded-map.ts";
import { limits } from "#connectors/messenger/limits.ts";

/** Files whose ids are remembered, in this process. */
const mostIds = 10_000;

/** The ids that Meta has given to files of ours: with one, Meta need not fetch or be given the file again. */
export class SavedMedia {
  readonly #now: () => number;
  readonly #ids = new BoundedMap<string, { id: string; until: number }>(mostIds);

  constructor(now: () => number) {
    this.#now = now;
  }

  find(key: string): string | undefined {
    const saved = this.#ids.get(key);
    return saved !== undefined && this.#now() < saved.until ? saved.id : undefined;
  }

  keep(key: string, id: string): void {
    this.#ids.set(key, { id, until: this.#now() + limits.upload.idMs });
  }

  forget(key: string): void {
    this.#ids.delete(key);
  }
}
