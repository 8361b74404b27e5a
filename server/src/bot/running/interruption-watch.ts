import type { TimeLimit } from "#async/time-limit.ts";
import type { Interruptions } from "#bot/bot-host.ts";
import type { Interruption } from "#pipeline/signals/signals.ts";
import { tapKey } from "#channel/tap-key.ts";
import type { Lease } from "#conversation/turns.ts";
import { TurnBrokenOff } from "./story-time.ts";

/**
 * Remembers what has interrupted one turn, from its beginning on. An interruption may come before the story begins that
 * it should end.
 */
export class InterruptionWatch implements Disposable {
  readonly #watch: Disposable;
  readonly #listeners = new Set<() => void>();
  #stopped = false;
  #superseded = false;

  constructor(interruptions: Interruptions, lease: Lease) {
    const { event, seq } = lease;
    const tap = tapKey(event.content);
    this.#watch = interruptions.watch(lease, (interruption) => this.#receive(interruption, seq, tap));
  }

  #receive(interruption: Interruption, ownSeq: number, ownTap: string | undefined): void {
    // The message that an event has come may arrive after the event's own turn has begun.
    if (interruption.type === "superseded" && interruption.seq <= ownSeq) return;
    // The same tap again waits for the same answer.
    if (interruption.type === "superseded" && ownTap !== undefined && interruption.tap === ownTap) return;
    this.#stopped ||= interruption.type === "stopped";
    this.#superseded ||= interruption.type === "superseded";
    for (const listener of this.#listeners) listener();
  }

  /** Aborts the limit with a TurnBrokenOff when the turn is interrupted, or at once if it has been; until disposed. */
  breakOff(limit: TimeLimit, { whenSuperseded }: { whenSuperseded: boolean }): Disposable {
    const check = (): void => {
      if (this.#stopped) limit.abort(new TurnBrokenOff("stopped"));
      else if (this.#superseded && whenSuperseded) limit.abort(new TurnBrokenOff("superseded"));
    };
    this.#listeners.add(check);
    check();
    return { [Symbol.dispose]: () => void this.#listeners.delete(check) };
  }

  [Symbol.dispose](): void {
    this.#watch[Symbol.dispose]();
  }
}
