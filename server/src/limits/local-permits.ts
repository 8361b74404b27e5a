import { randomUUID } from "node:crypto";

export type Permit = { name: string; key: string; id: string };

/** The permits that this process has taken. */
export class LocalPermits {
  readonly #permits = new Map<string, Set<Permit>>();
  /** Unlike those of other processes. A name of its own for each permit would cost every open socket a kilobyte. */
  readonly #owner = randomUUID();
  #added = 0;

  count(name: string, key: string): number {
    return this.#permits.get(slot(name, key))?.size ?? 0;
  }

  add(name: string, key: string): Permit {
    this.#added += 1;
    const permit = { name, key, id: `${this.#owner}.${this.#added}` };
    const permits = this.#permits.get(slot(name, key)) ?? new Set();
    this.#permits.set(slot(name, key), permits.add(permit));
    return permit;
  }

  /** @returns false: it was given back before. */
  remove(permit: Permit): boolean {
    const id = slot(permit.name, permit.key);
    const permits = this.#permits.get(id);
    if (permits?.delete(permit) !== true) return false;
    if (permits.size === 0) this.#permits.delete(id);
    return true;
  }
}

function slot(name: string, key: string): string {
  return `${name} ${key}`;
}
