/** Milliseconds. On a busy page the others need not hear of each webhook. */
const notifyEveryMs = 10_000;

/** When an app's webhook was called last, in any process of the server, by a clock that nobody sets back. */
export class Calls {
  readonly #steady: () => number;
  #lastAt: number;
  #notifiedAt = -Infinity;
  #isKnown = false;

  constructor(steady: () => number) {
    this.#steady = steady;
    this.#lastAt = steady();
  }

  /** Milliseconds since the last one, or since the start. */
  get quietMs(): number {
    return this.#steady() - this.#lastAt;
  }

  /** Whether there was one since the start. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** @param notify notifies the other processes. */
  came(notify: () => void): void {
    this.cameElsewhere();
    if (this.#lastAt - this.#notifiedAt < notifyEveryMs) return;
    this.#notifiedAt = this.#lastAt;
    notify();
  }

  cameElsewhere(): void {
    this.#lastAt = this.#steady();
    this.#isKnown = true;
  }
}
