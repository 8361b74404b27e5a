import { AuthorError } from "#app/errors.ts";

/** The reason of a signal whose turn nobody waits for any longer. No failure: what was said stays said. */
export class TurnBrokenOff extends Error {
  override readonly name = "TurnBrokenOff";
  readonly reason: "stopped" | "superseded";

  constructor(reason: "stopped" | "superseded") {
    super(reason === "stopped" ? "the person stopped the answer" : "the person has written again");
    this.reason = reason;
  }
}

/**
 * A signal that aborts after a time, or with another one; disposing ends both watches, so that many short turns leave no
 * timers behind.
 */
export class TimeLimit implements Disposable {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #parent: AbortSignal;
  readonly #follow = (): void => this.#controller.abort(this.#parent.reason);

  /** @param ms Infinity: no limit but the parent's. */
  constructor(ms: number, parent: AbortSignal) {
    this.#parent = parent;
    if (parent.aborted) this.#follow();
    else parent.addEventListener("abort", this.#follow, { once: true });
    if (ms !== Infinity) {
      this.#timer = setTimeout(() => this.#controller.abort(new AuthorError("the story took too long")), ms);
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  breakOff(reason: TurnBrokenOff["reason"]): void {
    this.#controller.abort(new TurnBrokenOff(reason));
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#parent.removeEventListener("abort", this.#follow);
    // Work that was left behind learns that nobody waits for it any more.
    this.#controller.abort(new DOMException("the turn is over", "AbortError"));
  }
}
