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
  #isTaken = false;

  /** @param wake says that a conversation's turn may have come. */
  constructor(wake: (conversationId: string) => void) {
    this.#wake = wake;
  }

  /** @returns whether an interrupted event may begin now. Then {@link leave} must follow. */
  enter(): boolean {
    if (this.#isTaken) return false;
    this.#isTaken = true;
    return true;
  }

  /** The conversation has an interrupted event and comes again once the gate is free. */
  wait(conversationId: string): void {
    this.#waiting.add(conversationId);
  }

  leave(): void {
    this.#isTaken = false;
    const waiting = Array.from(this.#waiting);
    this.#waiting.clear();
    for (const conversationId of waiting) this.#wake(conversationId);
  }
}
