import { randomUUID } from "node:crypto";
import { MultiMap } from "#collections/multi-map.ts";

export type Permit = { name: string; key: string; id: string };

/** The permits that this process has taken. */
export class LocalPermits {
  readonly #permitsOf = new Map<string, MultiMap<string, Permit>>();
  /** Unlike those of other processes. A name of its own for each permit would cost every open socket a kilobyte. */
  readonly #owner = randomUUID();
  #added = 0;

  count(name: string, key: string): number {
    return this.#permitsOf.get(name)?.count(key) ?? 0;
  }

  add(name: string, key: string): Permit {
    this.#added += 1;
    const permit = { name, key, id: `${this.#owner}.${this.#added}` };
    const permits = this.#permitsOf.get(name) ?? new MultiMap();
    this.#permitsOf.set(name, permits);
    permits.add(key, permit);
    return permit;
  }

  /** @returns false: it was given back before. */
  remove(permit: Permit): boolean {
    return this.#permitsOf.get(permit.name)?.delete(permit.key, permit) === true;
  }
}
