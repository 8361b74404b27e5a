import { rejectOnAbort } from "#async/reject-on-abort.ts";

/**
 * One turn of a person at a time, in the order in which they came: clients collect what their stories say by the id of the person, and
 * two turns at once would mix. A person may have several conversations, so the lock of the conversation is not enough.
 */
export class PersonQueue {
  readonly #last = new Map<string, Promise<void>>();

  /** Resolves when it is this turn's time. Dispose of the result at its end. @throws the reason of the signal. */
  async enter(person: string, signal: AbortSignal): Promise<Disposable> {
    const before = this.#last.get(person) ?? Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    // Who gives up in the queue must not let the next one pass the one before.
    const mine = before.then(() => promise);
    this.#last.set(person, mine);
    const leave = (): void => {
      resolve();
      if (this.#last.get(person) === mine) void mine.then(() => this.#forget(person, mine));
    };
    try {
      await rejectOnAbort(before, signal);
    } catch (error) {
      leave();
      throw error;
    }
    return { [Symbol.dispose]: leave };
  }

  #forget(person: string, mine: Promise<void>): void {
    if (this.#last.get(person) === mine) this.#last.delete(person);
  }
}
