/** How busy the process is. `delayMs`: p99 of the event loop's delay since the last look. */
export type Load = { delayMs: number; waitingWrites: number };

/** Beyond either the process is overloaded; 0 does not count. */
export type LoadLimits = { maxLoopDelayMs: number; maxWaitingWrites: number };

/** Milliseconds that the loop must be slow before anybody is turned away, and calm before all are let in again. */
export const lastsMs = 5_000;

/**
 * Whether new conversations are turned away. A slow loop counts when it lasts; a long queue at once, since it only grows
 * while all are let in. It ends when both have been well for as long. Times are of a clock that nobody sets back.
 */
export class LoadRule {
  readonly #limits: LoadLimits;
  #slowSince: number | undefined;
  #wellSince: number | undefined;
  #isShedding = false;

  constructor(limits: LoadLimits) {
    this.#limits = limits;
  }

  get isShedding(): boolean {
    return this.#isShedding;
  }

  /** @returns whether that has changed. */
  look({ delayMs, waitingWrites }: Load, at: number): boolean {
    const { maxLoopDelayMs, maxWaitingWrites } = this.#limits;
    const isSlow = maxLoopDelayMs > 0 && delayMs > maxLoopDelayMs;
    this.#slowSince = isSlow ? (this.#slowSince ?? at) : undefined;
    const isLong = maxWaitingWrites > 0 && waitingWrites > maxWaitingWrites;
    // Half of it, or the two states would take turns at the limit.
    const isWell = !isSlow && (maxWaitingWrites === 0 || waitingWrites <= maxWaitingWrites / 2);
    this.#wellSince = isWell ? (this.#wellSince ?? at) : undefined;
    const before = this.#isShedding;
    if (isLong || lasts(this.#slowSince, at)) this.#isShedding = true;
    else if (lasts(this.#wellSince, at)) this.#isShedding = false;
    return this.#isShedding !== before;
  }
}

function lasts(since: number | undefined, at: number): boolean {
  return since !== undefined && at - since >= lastsMs;
}
