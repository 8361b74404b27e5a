/**
 * Lets one interrupted event run at a time.
 *
 * Several events may have been under way when a process ended, and one of them may have ended it. If all of them ran side by
 * side again, each further end would be counted against all of them, until the innocent ones were dead letters, too. Events
 * that were not interrupted go on beside them.
 */
export class InterruptedGate {
  readonly #wake: (conversationId: string) => void;
  /** Conversations whose turn came while another one ran. */
  readonly #waiting = new Set<string>();
  #pass: Disposable | undefined;

  /** @param wake says that a conversation's turn may have come. */
  constructor(wake: (conversationId: string) => void) {
    this.#wake = wake;
  }

  /** @returns the pass without which no interrupted event may begin, until it is disposed of; undefined: it is taken. */
  enter(): Disposable | undefined {
    if (this.#pass !== undefined) return undefined;
    const pass = { [Symbol.dispose]: () => this.#leave(pass) };
    this.#pass = pass;
    return pass;
  }

  /** The conversation has an interrupted event and comes again once the gate is free. */
  wait(conversationId: string): void {
    this.#waiting.add(conversationId);
    // The pass may have been given back while the store looked.
    if (this.#pass === undefined) this.#wakeWaiting();
  }

  #leave(pass: Disposable): void {
    if (this.#pass !== pass) return;
    this.#pass = undefined;
    this.#wakeWaiting();
  }

  #wakeWaiting(): void {
    const waiting = Array.from(this.#waiting);
    this.#waiting.clear();
    for (const conversationId of waiting) this.#wake(conversationId);
  }
}
