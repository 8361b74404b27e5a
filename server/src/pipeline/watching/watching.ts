import { isSpeech } from "#channel/event.ts";
import type { ConversationLog, Watcher } from "#channel/log.ts";
import { tapKey } from "#channel/tap-key.ts";
import {
  type Interruption,
  type Signals,
  watchInterruptions as heedInterruptions,
  watchLog as heedLog,
} from "#pipeline/signals/signals.ts";
import type { Growth, Known } from "./growth.ts";
import type { Sweep, Watch } from "./sweep.ts";

export type Watching = {
  /** For a reader of the log: it is woken by a signal, and by the sweep when that was lost. */
  log(conversationId: string, watcher: Watcher): Disposable;
  /**
   * For a turn. What has interrupted it is told also when the signal was lost. What interrupted an earlier attempt, in this
   * process or in one that is gone, is told at once.
   */
  interruptions(turn: RunningTurn, interrupted: (interruption: Interruption) => void): Disposable;
};

/** `seq`: of the event that is being answered. */
type RunningTurn = { conversation: { id: string }; seq: number; attempt: number };

export type WatchingParts = {
  signals: Pick<Signals, "subscribe">;
  log: Pick<ConversationLog, "read">;
  sweep: Pick<Sweep, "add">;
};

/** A person who wrote so often meanwhile has certainly written. */
const mostRead = 50;

/** Watches by signals, and by looking into the store where they may be lost. */
export function createWatching({ signals, log, sweep }: WatchingParts): Watching {
  return {
    log: (conversationId, watcher) => new LogWatch({ signals, sweep }, conversationId, watcher),
    interruptions({ conversation: { id: conversationId }, seq, attempt }, interrupted) {
      let known = seq;
      let isStopped = false;
      const found = async ({ lastSeq, stopped }: Growth): Promise<void> => {
        if (stopped && !isStopped) {
          isStopped = true;
          interrupted({ type: "stopped" });
        }
        const from = known;
        known = Math.max(known, lastSeq);
        if (lastSeq <= from) return;
        const events = await log.read(conversationId, from, mostRead);
        // What was done before, and came later, has its answer already.
        const answered = new Set(events.flatMap((event) => (event.type === "turn.end" ? [event.of] : [])));
        for (const event of events)
          if (event.type === "visitor" && isSpeech(event.content) && !answered.has(event.seq)) {
            const tap = tapKey(event.content);
            interrupted({ type: "superseded", seq: event.seq, ...(tap === undefined ? {} : { tap }) });
          }
      };
      return both(
        heedInterruptions(signals, conversationId, interrupted),
        sweep.add({
          conversationId,
          isUrgent: attempt > 1,
          known: () => ({ seq: known, ...(isStopped ? {} : { turn: seq }) }),
          found: (growth) => {
            const before = known;
            // The store is away: what it has is looked for again.
            found(growth).catch(() => (known = before));
          },
        }),
      );
    },
  };
}

/** A class, because each open connection has one for as long as it lives. */
class LogWatch implements Watch, Disposable {
  readonly conversationId: string;
  readonly #watcher: Watcher;
  /** What a watcher that does not say how far it is was woken for. */
  #wokenFor = 0;
  readonly #bySignals: Disposable;
  readonly #bySweep: Disposable;

  constructor({ signals, sweep }: Pick<WatchingParts, "signals" | "sweep">, conversationId: string, watcher: Watcher) {
    this.conversationId = conversationId;
    this.#watcher = watcher;
    this.#bySignals = heedLog(signals, conversationId, watcher);
    this.#bySweep = sweep.add(this);
  }

  known(): Known {
    return { seq: this.#watcher.seen?.() ?? this.#wokenFor };
  }

  found({ lastSeq }: Growth): void {
    this.#wokenFor = lastSeq;
    this.#watcher.wake();
  }

  [Symbol.dispose](): void {
    this.#bySignals[Symbol.dispose]();
    this.#bySweep[Symbol.dispose]();
  }
}

function both(one: Disposable, other: Disposable): Disposable {
  return {
    [Symbol.dispose]() {
      one[Symbol.dispose]();
      other[Symbol.dispose]();
    },
  };
}
