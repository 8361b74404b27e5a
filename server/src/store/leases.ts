import { type Lease, leaseMs } from "#conversation/turns.ts";
import { StaleLeaseError } from "#app/errors.ts";

type Held = { fence: number; expiresAt: number };

/**
 * Which conversations this process is answering: one lease each, and every lease has a fence of its own. A lease that was
 * not renewed in time counts as given up: its process was frozen, and somebody else may answer.
 */
export class Leases {
  readonly #held = new Map<string, Held>();
  #lastFence: number;

  /** @param lastFence fences are counted up from here. */
  constructor(lastFence: number) {
    this.#lastFence = lastFence;
  }

  get size(): number {
    return this.#held.size;
  }

  has(conversationId: string, now: number): boolean {
    const held = this.#held.get(conversationId);
    return held !== undefined && held.expiresAt > now;
  }

  /** @returns the fence of the new lease. */
  take(conversationId: string, now: number): number {
    this.#lastFence += 1;
    this.#held.set(conversationId, { fence: this.#lastFence, expiresAt: now + leaseMs });
    return this.#lastFence;
  }

  /** @throws StaleLeaseError when the lease has ended. */
  renew(lease: Lease, now: number): void {
    this.check(lease);
    this.#held.set(lease.conversation.id, { fence: lease.fence, expiresAt: now + leaseMs });
  }

  /** @throws StaleLeaseError when the turn of this lease is over, or somebody else has it. */
  check({ conversation, seq, fence }: Lease): void {
    if (this.#held.get(conversation.id)?.fence !== fence)
      throw new StaleLeaseError(`The turn for event ${seq} of conversation ${conversation.id} is over`);
  }

  release({ conversation, fence }: Lease): void {
    if (this.#held.get(conversation.id)?.fence === fence) this.#held.delete(conversation.id);
  }
}
