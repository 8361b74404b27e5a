/** Time as this world sees it: a source (the wall clock unless a test owns it) plus what was skipped with `advance`. */
export class VirtualClock {
  #source: () => number;
  #skipped = 0;

  constructor(source: () => number) {
    this.#source = source;
  }

  now(): number {
    return this.#source() + this.#skipped;
  }

  advance(ms: number): void {
    this.#skipped += ms;
  }
}
