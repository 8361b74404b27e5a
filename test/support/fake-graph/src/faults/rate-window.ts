/** Counts calls in a sliding window of time. */
export class RateWindow {
  #max: number;
  #ms: number;
  #calls: number[] = [];

  constructor(max: number, ms: number) {
    this.#max = max;
    this.#ms = ms;
  }

  /** True, and counted, if one more call fits. */
  take(now: number): boolean {
    this.#calls = this.#calls.filter((at) => now - at < this.#ms);
    if (this.#calls.length >= this.#max) return false;
    this.#calls.push(now);
    return true;
  }
}
