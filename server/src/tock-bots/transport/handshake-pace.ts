/** Handshakes that pass at once, before the pace holds them back. */
const burst = 10;
/** Milliseconds between two handshakes after that. */
const stepMs = 1_000;

/**
 * Slows down bots that connect again and again: tock-node opens a closed connection at once and without a pause, hundreds of times
 * a second. It gives up for good when an attempt is refused, so a handshake is held back, never refused for that.
 */
export class HandshakePace {
  #free = burst;
  #at: number;
  #next = 0;

  constructor(now: number) {
    this.#at = now;
  }

  /** @returns milliseconds to hold this handshake back. */
  delay(now: number): number {
    this.#free = Math.min(burst, this.#free + Math.floor((now - this.#at) / stepMs));
    this.#at += Math.floor((now - this.#at) / stepMs) * stepMs;
    if (this.#free > 0 && this.#next <= now) {
      this.#free -= 1;
      return 0;
    }
    this.#next = Math.max(this.#next, now) + stepMs;
    return this.#next - now;
  }
}
