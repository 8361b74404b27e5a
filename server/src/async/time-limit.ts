import { onAbort } from "./on-abort.ts";

export type TimeLimitOptions = {
  /** Milliseconds. Undefined or Infinity: only `parent` and `abort` end it. */
  ms?: number | undefined;
  /** Makes the reason of the abort when the time is over. Default: a `TimeoutError`. */
  timeoutReason?: () => Error;
  /** Another signal whose abort is passed on. */
  parent?: AbortSignal;
  /** Makes the reason of an abort that was passed on. Default: the parent's own reason. */
  parentReason?: () => Error;
};

/**
 * A signal that aborts after a time, or together with another one. Disposing stops the timer and the listener, so that
 * many short tasks leave none behind; it also aborts the signal, so that work that was left behind learns that nobody
 * waits for it any more.
 */
export class TimeLimit implements Disposable {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #parent: Disposable | undefined;

  constructor({ ms = Infinity, timeoutReason = timedOut, parent, parentReason }: TimeLimitOptions) {
    if (parent !== undefined) this.#parent = onAbort(parent, () => this.abort(parentReason?.() ?? parent.reason));
    if (ms !== Infinity) this.#timer = setTimeout(() => this.abort(timeoutReason()), ms);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Only the first abort counts. */
  abort(reason: unknown): void {
    this.#controller.abort(reason);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#parent?.[Symbol.dispose]();
    this.abort(nobodyWaits);
  }
}

/** One for all: most work has ended when its limit is disposed, and to record a stack each time costs much of a short turn. */
const nobodyWaits = new DOMException("nobody waits for this any more", "AbortError");

function timedOut(): Error {
  return new DOMException("the time is over", "TimeoutError");
}
