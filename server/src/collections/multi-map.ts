/** Several values under one key. Most keys have one, which then costs no set of its own. */
export class MultiMap<Key, Value extends object> {
  readonly #valuesOf = new Map<Key, Value | Several<Value>>();

  /** How many keys have values. */
  get size(): number {
    return this.#valuesOf.size;
  }

  keys(): IterableIterator<Key> {
    return this.#valuesOf.keys();
  }

  /** What is added or removed meanwhile does not change the answer. */
  get(key: Key): readonly Value[] {
    const found = this.#valuesOf.get(key);
    if (found === undefined) return [];
    return found instanceof Several ? Array.from(found) : [found];
  }

  count(key: Key): number {
    const found = this.#valuesOf.get(key);
    if (found === undefined) return 0;
    return found instanceof Several ? found.size : 1;
  }

  add(key: Key, value: Value): void {
    const found = this.#valuesOf.get(key);
    if (found === undefined) this.#valuesOf.set(key, value);
    else if (found instanceof Several) found.add(value);
    else if (found !== value) this.#valuesOf.set(key, new Several([found, value]));
  }

  /** @returns false: it was not there. */
  delete(key: Key, value: Value): boolean {
    const found = this.#valuesOf.get(key);
    if (!(found instanceof Several)) return found === value && this.#valuesOf.delete(key);
    const isDeleted = found.delete(value);
    const [last] = found;
    if (found.size === 1 && last !== undefined) this.#valuesOf.set(key, last);
    return isDeleted;
  }

  clear(): void {
    this.#valuesOf.clear();
  }
}

/** A class of its own, because a value may be a set. */
class Several<Value> extends Set<Value> {}
