/**
 * Calls `act` once when the signal aborts, at once if it has; until disposed of.
 *
 * Some signals live as long as the server and are listened to thousands of times. Node.js lists their listeners as a chain, and
 * one that is removed still names the next one, so V8 would keep both until the next major collection, with all that they
 * reach. Disposing therefore lets go of `act`.
 */
export function onAbort(signal: AbortSignal, act: () => void): Disposable {
  const follower = new Follower(signal, act);
  if (signal.aborted) follower.handleEvent();
  else signal.addEventListener("abort", follower, { once: true });
  return follower;
}

class Follower implements Disposable {
  readonly #signal: AbortSignal;
  #act: (() => void) | undefined;

  constructor(signal: AbortSignal, act: () => void) {
    this.#signal = signal;
    this.#act = act;
  }

  handleEvent(): void {
    const act = this.#act;
    this.#act = undefined;
    act?.();
  }

  [Symbol.dispose](): void {
    this.#signal.removeEventListener("abort", this);
    this.#act = undefined;
  }
}
