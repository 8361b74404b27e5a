import { type Lease, leaseMs, type Turns } from "#conversation/turns.ts";
import { StaleLeaseError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";

export type LeaseKeeperParts = {
  turns: Pick<Turns, "renew">;
  now: () => number;
  logger: Logger;
  stopping: AbortSignal;
};

const renewEveryMs = leaseMs / 3;
/** Milliseconds without a renewal after which somebody else may soon have the event. */
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
  #renewedAt: number;

  constructor(parts: LeaseKeeperParts, lease: Lease) {
    this.#parts = parts;
    this.#lease = lease;
    this.#renewedAt = parts.now();
    this.#timer = setInterval(() => void this.#renew(), renewEveryMs);
    if (parts.stopping.aborted) this.#stop();
    else parts.stopping.addEventListener("abort", this.#stop, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#parts.stopping.removeEventListener("abort", this.#stop);
  }

  readonly #stop = (): void => this.#controller.abort(this.#parts.stopping.reason);

  async #renew(): Promise<void> {
    const { turns, now, logger } = this.#parts;
    const facts = { conversationId: this.#lease.conversation.id, seq: this.#lease.seq };
    try {
      await turns.renew(this.#lease, now());
      this.#renewedAt = now();
    } catch (error) {
      if (error instanceof StaleLeaseError || now() - this.#renewedAt >= giveUpAfterMs) {
        clearInterval(this.#timer);
        this.#controller.abort(new StaleLeaseError("the lease of this turn is lost", { cause: error }));
        return;
      }
      logger.warn({ ...facts, err: error }, "the lease of a turn could not be renewed; it is tried again");
    }
  }
}
