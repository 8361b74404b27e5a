/**
 * Conversations whose event was being answered when an earlier process ended. One of the events may have ended it, and
 * if all of them ran side by side again, each further end would be counted against all of them, until the innocent were
 * set aside as well. So they run one at a time; everybody else goes on beside them.
 */
export class Suspects {
  readonly #left: Set<string>;
  readonly #poke: (conversationId: string) => void;
  /** Whose turn came while another one ran. */
  readonly #waiting = new Set<string>();
  #busy = false;

  /** @param poke says that a conversation's turn may have come. */
  constructor(conversations: Iterable<string>, poke: (conversationId: string) => void) {
    this.#left = new Set(conversations);
    this.#poke = poke;
  }

  /** Does the step, or says that there is nothing to do yet: a suspect that waits here would take a place for nothing. */
  async step(conversationId: string, handle: () => Promise<boolean>): Promise<boolean> {
    if (!this.#left.has(conversationId)) return handle();
    if (this.#busy) {
      this.#waiting.add(conversationId);
      return false;
    }
    this.#busy = true;
    try {
      const handled = await handle();
      // It ran, and the process lives.
      if (handled) this.#left.delete(conversationId);
      return handled;
    } finally {
      this.#busy = false;
      const waiting = [...this.#waiting];
      this.#waiting.clear();
      for (const next of waiting) this.#poke(next);
    }
  }
}
