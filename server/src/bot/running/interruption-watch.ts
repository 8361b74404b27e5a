import type { Interruption, Interruptions } from "#pipeline/signals/interruptions.ts";
import type { Lease } from "#conversation/turns.ts";

/**
 * What has interrupted one turn, from its beginning on: it is remembered, because it may come before the story does that
 * it concerns.
 */
export class InterruptionWatch implements Disposable {
  readonly #watch: Disposable;
  readonly #listeners = new Set<() => void>();
  #stopped = false;
  #superseded = false;

  constructor(interruptions: Interruptions, { conversation, seq }: Lease) {
    this.#watch = interruptions.watch(conversation.id, (interruption) => this.#note(interruption, seq));
  }

  #note(interruption: Interruption, ownSeq: number): void {
    // The news of an event may come after its own turn has begun.
    if (interruption.type === "superseded" && interruption.seq <= ownSeq) return;
    this.#stopped ||= interruption.type === "stopped";
    this.#superseded ||= interruption.type === "superseded";
    for (const listener of this.#listeners) listener();
  }

  /** Why a turn should be broken off, if it should be: now or as soon as it is, until disposed. */
  onBreak(endsWhenSuperseded: boolean, breakOff: (why: "stopped" | "superseded") => void): Disposable {
    const look = (): void => {
      if (this.#stopped) breakOff("stopped");
      else if (this.#superseded && endsWhenSuperseded) breakOff("superseded");
    };
    this.#listeners.add(look);
    look();
    return { [Symbol.dispose]: () => void this.#listeners.delete(look) };
  }

  [Symbol.dispose](): void {
    this.#watch[Symbol.dispose]();
  }
}
