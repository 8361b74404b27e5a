import type { Lease } from "#conversation/turns.ts";
import { StaleLeaseError } from "#app/errors.ts";

/** Which conversations this process is answering: one lease each, and every lease has a fence of its own. */
export class Leases {
  readonly #live = new Map<string, number>();
  #lastFence: number;

  /** @param lastFence fences are counted up from here. */
  constructor(lastFence: number) {
    this.#lastFence = lastFence;
  }

  get size(): number {
    return this.#live.size;
  }

  has(conversationId: string): boolean {
    return this.#live.has(conversationId);
  }

  /** @returns the fence of the new lease. */
  take(conversationId: string): number {
    this.#lastFence += 1;
    this.#live.set(conversationId, this.#lastFence);
    return this.#lastFence;
  }

  /** @throws StaleLeaseError when the turn of this lease is over. */
  check({ conversation, seq, fence }: Lease): void {
    if (this.#live.get(conversation.id) !== fence)
      throw new StaleLeaseError(`The turn for event ${seq} of conversation ${conversation.id} is over`);
  }

  release({ conversation, fence }: Lease): void {
    if (this.#live.get(conversation.id) === fence) this.#live.delete(conversation.id);
  }
}
