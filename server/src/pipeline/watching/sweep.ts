import { Subscriptions } from "#collections/subscriptions.ts";
import type { GrowthLog, Growth, Known } from "./growth.ts";

/** Somebody who watches a conversation. Neither function may throw. */
export type Watch = {
  conversationId: string;
  /** It cannot wait for the next look. */
  isUrgent?: boolean;
  /** How far it is. */
  known(): Known;
  found(growth: Growth): void;
};

export type SweepOptions = {
  log: GrowthLog;
  /** Milliseconds between two looks. */
  everyMs?: number;
  /** The store could not be asked; it is asked again next time. */
  failed: (error: unknown) => void;
};

/** Conversations in one query: more would make one query hold up others. */
const chunk = 500;

/**
 * Looks every so often whether the store has what those who watch do not know yet: a signal may be lost, on its way from
 * another process or in this one. Then the screen is late, but not blind.
 */
export class Sweep implements AsyncDisposable {
  readonly #options: SweepOptions;
  readonly #watches = new Subscriptions<string, Watch>();
  readonly #everyMs: number;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #again = false;
  #isClosed = false;

  constructor(options: SweepOptions) {
    this.#options = options;
    this.#everyMs = options.everyMs ?? 2_000;
  }

  add(watch: Watch): Disposable {
    const { conversationId } = watch;
    const added = this.#watches.add(conversationId, watch);
    if (watch.isUrgent === true) void this.#lookAt([conversationId]);
    // Also then: the store may be away just now, and what it is asked for may come later.
    this.#plan();
    return added;
  }

  /** Looks now: many signals may be lost. */
  look(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#looking !== undefined) {
      this.#again = true;
      return;
    }
    this.#looking = this.#lookAtAll().finally(() => {
      this.#looking = undefined;
      if (this.#again) {
        this.#again = false;
        this.look();
      } else this.#plan();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  #plan(): void {
    if (this.#isClosed || this.#watches.size === 0 || this.#timer !== undefined || this.#looking !== undefined) return;
    this.#timer = setTimeout(() => this.look(), this.#everyMs);
    // It keeps no process alive that has nothing else to do.
    this.#timer.unref();
  }

  async #lookAtAll(): Promise<void> {
    const ids = Array.from(this.#watches.keys());
    for (let start = 0; start < ids.length && !this.#isClosed; start += chunk)
      await this.#lookAt(ids.slice(start, start + chunk));
  }

  async #lookAt(ids: readonly string[]): Promise<void> {
    const known = new Map<string, Known>();
    for (const id of ids) {
      const all = this.#watches.get(id).map((watch) => watch.known());
      if (all.length > 0) known.set(id, leastOf(all));
    }
    try {
      for (const [id, growth] of await this.#options.log.grown(known)) this.#report(id, growth);
    } catch (error) {
      this.#options.failed(error);
    }
  }

  #report(id: string, growth: Growth): void {
    for (const watch of this.#watches.get(id)) {
      const { seq, turn } = watch.known();
      if (growth.lastSeq > seq || (growth.stopped && turn !== undefined)) watch.found(growth);
    }
  }
}

/** A conversation has one turn at a time, so all who know one know the same. */
function leastOf(all: readonly Known[]): Known {
  const turn = all.find((each) => each.turn !== undefined)?.turn;
  return { seq: Math.min(...all.map(({ seq }) => seq)), ...(turn === undefined ? {} : { turn }) };
}
