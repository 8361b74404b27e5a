import type { RunningShares, Share } from "./share.ts";

/**
 * Lanes that wait for a place. The next one is of the `outer` share that has the least under way, and of its `inner` shares
 * they come in turn: who waits alone waits for one place, however many others wait.
 */
export class FairQueue {
  readonly #queues = new Map<string, Map<string, Set<string>>>();
  readonly #lanes = new Map<string, Share>();

  get size(): number {
    return this.#lanes.size;
  }

  has(lane: string): boolean {
    return this.#lanes.has(lane);
  }

  lanes(): Iterable<string> {
    return this.#lanes.keys();
  }

  add(lane: string, share: Share): void {
    if (this.#lanes.has(lane)) return;
    this.#lanes.set(lane, share);
    const queue = this.#queues.get(share.outer) ?? new Map<string, Set<string>>();
    this.#queues.set(share.outer, queue);
    queue.set(share.inner, (queue.get(share.inner) ?? new Set()).add(lane));
  }

  /** Takes out the next lane that may run beside what runs; undefined: there is none. */
  take(running: RunningShares): string | undefined {
    const outers = [...this.#queues.keys()].filter((outer) => running.mayEnterOuter(outer));
    outers.sort((one, other) => running.of(one) - running.of(other));
    for (const outer of outers) {
      const lane = this.#takeOf(outer, running);
      if (lane !== undefined) return lane;
    }
    return undefined;
  }

  clear(): void {
    this.#queues.clear();
    this.#lanes.clear();
  }

  #takeOf(outer: string, running: RunningShares): string | undefined {
    const queue = this.#queues.get(outer) ?? new Map<string, Set<string>>();
    for (const [inner, lanes] of queue) {
      if (!running.mayEnterInner(outer, inner)) continue;
      const [lane = ""] = lanes;
      lanes.delete(lane);
      this.#lanes.delete(lane);
      // Behind the others of its kind: they come in turn.
      queue.delete(inner);
      if (lanes.size > 0) queue.set(inner, lanes);
      if (queue.size === 0) this.#queues.delete(outer);
      return lane;
    }
    return undefined;
  }
}
