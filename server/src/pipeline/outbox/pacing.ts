/** A lane asks again at the latest after this or twice this, spread evenly: the rate may have risen meanwhile. */
const longestMs = 30_000;

/**
 * Keeps the messages of each connector to what its platform allows in a second. Up to one second's worth may go at once;
 * the rest is spread evenly (the generic cell rate algorithm).
 */
export class Pacing {
  readonly #queues = new Map<string, Queue>();

  /**
   * @param now milliseconds that only grow.
   * @returns milliseconds after which the lane asks again; 0: go now, and it is counted.
   */
  take(connectorId: string, lane: string, perSecond: number | undefined, now: number): number {
    if (perSecond === undefined) {
      this.#queues.delete(connectorId);
      return 0;
    }
    const queue = this.#queues.get(connectorId) ?? new Queue(perSecond, now);
    this.#queues.set(connectorId, queue);
    queue.advance(perSecond, now);
    return queue.take(lane);
  }
}

/** `askAgainAt`: when the lane was told to ask again, in milliseconds. */
type Slot = { at: number; askAgainAt: number };

/**
 * The messages of one connector. Slots are counted in messages, not in milliseconds: a rate that changes holds for those who
 * have a slot already.
 */
class Queue {
  #perSecond: number;
  #at: number;
  /** Whose turn it is: grows by the rate. */
  #current = 0;
  /** Where the allowance would be used up evenly. */
  #theoretical = 0;
  /** Lanes that had to wait: without a slot of their own, all of them would come back for the same one. */
  readonly #slots = new Map<string, Slot>();

  constructor(perSecond: number, now: number) {
    this.#perSecond = perSecond;
    this.#at = now;
  }

  advance(perSecond: number, now: number): void {
    this.#current += (Math.max(0, now - this.#at) * this.#perSecond) / 1_000;
    this.#at = Math.max(this.#at, now);
    // All slots are past. Who has not come for theirs is counted anew, or has gone for good.
    if (this.#theoretical <= this.#current) {
      this.#current = 0;
      this.#theoretical = 0;
      this.#slots.clear();
    } else this.#theoretical += burstOf(perSecond) - burstOf(this.#perSecond);
    this.#perSecond = perSecond;
  }

  /** @returns as {@link Pacing.take}. */
  take(lane: string): number {
    const at = this.#slotOf(lane) ?? this.#next();
    // Sums of fractions are not exact.
    const left = Math.ceil(((at - this.#current) * 1_000) / this.#perSecond - 0.001);
    if (left <= 0) {
      this.#slots.delete(lane);
      return 0;
    }
    const wait = left < 2 * longestMs ? left : longestMs + (left % longestMs);
    this.#slots.set(lane, { at, askAgainAt: this.#at + wait });
    return wait;
  }

  /**
   * The rate may have risen since the lane was told when to ask again: then its slot is long past. If all of those went when
   * they come, too many would go at once. A lane that comes late by itself keeps its slot.
   */
  #slotOf(lane: string): number | undefined {
    const slot = this.#slots.get(lane);
    if (slot === undefined) return undefined;
    const lateMs = Math.max(0, this.#at - slot.askAgainAt);
    const currentThen = this.#current - (lateMs * this.#perSecond) / 1_000;
    return slot.at < currentThen - Math.max(1, this.#perSecond) ? undefined : slot.at;
  }

  /** @returns the next slot, and counts it. */
  #next(): number {
    const slot = Math.max(this.#theoretical, this.#current) - burstOf(this.#perSecond);
    this.#theoretical = Math.max(this.#theoretical, this.#current) + 1;
    return slot;
  }
}

/** Messages beside the first one that may go at once. */
function burstOf(perSecond: number): number {
  return Math.max(0, perSecond - 1);
}
