import { MultiMap } from "./multi-map.ts";

/**
 * Values that come and go by the thousand, under keys, each until it is disposed of.
 *
 * V8 keeps the outgrown table of a map, with all that stood in it, until the next major collection, and then the tables that
 * followed. A value that reaches all of a turn would be kept with it, and each minor collection would copy it. So what stands in
 * the table is a subscription, which lets go of its value when it ends.
 */
export class Subscriptions<Key, Value extends object> {
  readonly #subscriptions = new MultiMap<Key, Subscription<Key, Value>>();

  /** How many keys have values. */
  get size(): number {
    return this.#subscriptions.size;
  }

  keys(): IterableIterator<Key> {
    return this.#subscriptions.keys();
  }

  /** What is added or removed meanwhile does not change the answer. */
  get(key: Key): readonly Value[] {
    return this.#subscriptions.get(key).flatMap((subscription) => subscription.value ?? []);
  }

  /** @returns what removes the value again. */
  add(key: Key, value: Value): Disposable {
    const subscription = new Subscription(this.#subscriptions, key, value);
    this.#subscriptions.add(key, subscription);
    return subscription;
  }

  clear(): void {
    this.#subscriptions.clear();
  }
}

class Subscription<Key, Value extends object> implements Disposable {
  readonly #all: MultiMap<Key, Subscription<Key, Value>>;
  readonly #key: Key;
  value: Value | undefined;

  constructor(all: MultiMap<Key, Subscription<Key, Value>>, key: Key, value: Value) {
    this.#all = all;
    this.#key = key;
    this.value = value;
  }

  [Symbol.dispose](): void {
    this.#all.delete(this.#key, this);
    this.value = undefined;
  }
}
