import { type Lease, leaseMs, type Turns } from "#conversation/turns.ts";
import { StaleLeaseError } from "#app/errors.ts";
import { onAbort } from "#async/on-abort.ts";
import type { Logger } from "#app/logger.ts";

export type LeaseKeeperParts = {
  turns: Pick<Turns, "renew">;
  now: () => number;
  logger: Logger;
  stopping: AbortSignal;
};

const renewEveryMs = leaseMs / 5;
/** Milliseconds without a renewal after which another process may soon have the event. */
const giveUpAfterMs = (leaseMs * 2) / 3;

/**
 * Renews the lease of a turn while it runs. `signal` aborts when the lease is lost or the server stops: the turn then
 * works for nobody. Disposing ends the renewal.
 */
export class LeaseKeeper implements Disposable {
  readonly #parts: LeaseKeeperParts;
  readonly #lease: Lease;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #stopping: Disposable;
  #renewedAt: number;
  #isRenewing = false;

  constructor(parts: LeaseKeeperParts, lease: Lease) {
    this.#parts = parts;
    this.#lease = lease;
    this.#renewedAt = parts.now();
    this.#timer = setInterval(() => void this.#renew(), renewEveryMs);
    this.#stopping = onAbort(parts.stopping, () => this.#controller.abort(parts.stopping.reason));
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#stopping[Symbol.dispose]();
  }

  async #renew(): Promise<void> {
    const { turns, now, logger } = this.#parts;
    // A store that does not answer is no better than one that refuses.
    if (this.#isRenewing) {
      if (this.#isTooLate()) this.#lose(new Error("the store does not answer"));
      return;
    }
    this.#isRenewing = true;
    const askedAt = now();
    try {
      await turns.renew(this.#lease, askedAt);
      this.#renewedAt = askedAt;
    } catch (error) {
      if (error instanceof StaleLeaseError || this.#isTooLate()) this.#lose(error);
      else logger.warn({ ...this.#facts(), err: error }, "the lease of a turn could not be renewed; it is tried again");
    } finally {
      this.#isRenewing = false;
    }
  }

  #isTooLate(): boolean {
    return this.#parts.now() - this.#renewedAt >= giveUpAfterMs;
  }

  #lose(cause: unknown): void {
    clearInterval(this.#timer);
    this.#controller.abort(new StaleLeaseError("the lease of this turn is lost", { cause }));
  }

  #facts(): { conversationId: string; seq: number } {
    return { conversationId: this.#lease.conversation.id, seq: this.#lease.seq };
  }
}
