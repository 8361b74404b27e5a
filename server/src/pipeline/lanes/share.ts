/**
 * To whom a lane's work belongs, so that nobody's takes the places of all. `outer`: the connector. `inner`: within it, whoever
 * or whatever could fill the places alone, e.g. one network address.
 */
export type Share = { outer: string; inner: string };

/** At most so many pieces of work under way: of all, of one `outer`, of one `inner`. */
export type ShareBounds = { all: number; outer: number; inner: number };

/** How much is under way, by share. */
export class RunningShares {
  readonly #bounds: ShareBounds;
  readonly #outer = new Map<string, number>();
  readonly #inner = new Map<string, number>();
  #all = 0;

  constructor(bounds: ShareBounds) {
    this.#bounds = bounds;
  }

  get isFull(): boolean {
    return this.#all >= this.#bounds.all;
  }

  of(outer: string): number {
    return this.#outer.get(outer) ?? 0;
  }

  mayEnterOuter(outer: string): boolean {
    return this.of(outer) < this.#bounds.outer;
  }

  mayEnterInner(outer: string, inner: string): boolean {
    return (this.#inner.get(keyOf({ outer, inner })) ?? 0) < this.#bounds.inner;
  }

  add(share: Share): void {
    this.#count(share, 1);
  }

  remove(share: Share): void {
    this.#count(share, -1);
  }

  #count(share: Share, change: 1 | -1): void {
    this.#all += change;
    addTo(this.#outer, share.outer, change);
    addTo(this.#inner, keyOf(share), change);
  }
}

function keyOf({ outer, inner }: Share): string {
  return `${outer}\n${inner}`;
}

function addTo(counts: Map<string, number>, key: string, change: number): void {
  const count = (counts.get(key) ?? 0) + change;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
