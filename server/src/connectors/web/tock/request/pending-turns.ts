import { settleBeforeAbort } from "#async/reject-on-abort.ts";

/** Requests of this process that wait for their answers, by conversation. */
export class PendingTurns {
  readonly #requests = new Map<string, Set<Promise<void>>>();

  /** Until it is disposed of, a request of this conversation is under way. */
  begin(conversationId: string): Disposable {
    const { promise, resolve } = Promise.withResolvers<void>();
    const requests = this.#requests.get(conversationId) ?? new Set();
    this.#requests.set(conversationId, requests.add(promise));
    return {
      [Symbol.dispose]: () => {
        requests.delete(promise);
        if (requests.size === 0) this.#requests.delete(conversationId);
        resolve();
      },
    };
  }

  /**
   * Resolves when the requests that are under way now are over. A stream that is opened in the middle of a turn waits for that: a kit
   * whose stream was lost takes from the answer what it has not counted, and events of the rest would be counted, too.
   */
  async settled(conversationId: string, signal: AbortSignal): Promise<void> {
    // Not those that come meanwhile: they would be waited for without end.
    for (const request of Array.from(this.#requests.get(conversationId) ?? []))
      await settleBeforeAbort<void>(
        signal,
        (resolve, reject) => void request.then(resolve, reject),
        (resolve) => resolve(),
      );
  }
}
