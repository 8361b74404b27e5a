import type { Usage } from "./usage.ts";

/** Why calls are held back: Meta's own code, and the operator's hint. `ms`: how long Meta wants it, at least. */
export type Refusal = { code: string; hint: string; ms: number };

export type BrakeEvents = {
  /** Calls are refused, for this reason. Each code is reported once, however many calls are refused, until they are taken again. */
  closed(refusal: Refusal): void;
  opened(): void;
};

/** From this share of the allowance on, calls are spread out. */
const comfortable = 80;
/** A share that was told so long ago says nothing any more. */
const usageLivesMs = 300_000;
/** An attempt whose end nobody has told by then does not count. */
const probeMs = 120_000;
/** Meta may take calls again earlier than it said. */
const askAgainMs = 300_000;
const longestMs = 24 * 3_600_000;

/**
 * Holds back the calls of one account, e.g. a page, or of one app, while Meta refuses all of them. After the time that Meta wants one call
 * tries; the others wait for how it ends. Each refused attempt doubles the wait. As the allowance gets used up, calls get
 * rarer, so that it does not come to a refusal.
 */
export class Brake {
  readonly #events: BrakeEvents;
  readonly #mostPerSecond: number;
  readonly #random: () => number;
  #isClosed = false;
  /** The codes that were reported since calls are refused. */
  readonly #reported = new Set<string>();
  #until = 0;
  #failures = 0;
  #probeEnds = 0;
  #usage = { percent: 0, at: 0 };

  /** @param mostPerSecond calls that Meta takes of it while nothing is used up. */
  constructor(events: BrakeEvents, mostPerSecond: number, random: () => number = Math.random) {
    this.#events = events;
    this.#mostPerSecond = mostPerSecond;
    this.#random = random;
  }

  /** Whether Meta refuses all calls, as far as we know. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Milliseconds that a call has to wait, because calls are refused or because another one tries. 0: it may go. */
  wait(now: number): number {
    if (!this.#isClosed) return 0;
    // Those who wait come back one after another, not all in the moment in which the first of them tries.
    if (this.#until > now) {
      const left = Math.min(this.#until - now, askAgainMs);
      return left + this.#upTo(Math.max(2_000, left / 4));
    }
    return this.#probeEnds > now ? 1_000 + this.#upTo(2_000) : 0;
  }

  /** A call goes that did not have to wait. While calls are refused it is the one that tries. */
  enter(now: number): void {
    if (this.#isClosed) this.#probeEnds = now + probeMs;
  }

  /** Meta has taken a call, or has refused only what was in it. */
  passed(now: number): void {
    if (!this.#isClosed || this.#until > now) return;
    this.#isClosed = false;
    this.#reported.clear();
    this.#failures = 0;
    this.#probeEnds = 0;
    this.#events.opened();
  }

  /**
   * Meta refuses calls, whatever is in them. Those under way together are one refusal: the one that holds longest. Each
   * reason is reported once until calls are taken again.
   */
  refused(refusal: Refusal, now: number): void {
    if (this.#isClosed && this.#until > now) this.#until = Math.max(this.#until, this.#end(refusal.ms, now));
    else {
      this.#until = this.#end(refusal.ms * 2 ** Math.min(this.#failures, 4), now);
      this.#failures += 1;
      this.#probeEnds = 0;
    }
    this.#isClosed = true;
    if (this.#reported.has(refusal.code)) return;
    this.#reported.add(refusal.code);
    this.#events.closed(refusal);
  }

  #end(ms: number, now: number): number {
    const held = Math.min(ms, longestMs);
    return now + held + this.#upTo(held / 10);
  }

  /** Meta says by itself that it takes calls again. */
  release(now: number): void {
    this.#until = Math.min(this.#until, now);
    this.passed(now);
  }

  /** Nobody knows whether Meta takes calls: another one tries soon. */
  undecided(now: number): void {
    if (this.#isClosed && this.#probeEnds > now) this.#probeEnds = now + 1_000;
  }

  /** What the answer to a call has said of the allowance. */
  used({ percent, regainMs }: Usage, now: number): void {
    this.#usage = { percent, at: now };
    if (percent < 100) return;
    const ms = regainMs > 0 ? regainMs : 60_000;
    this.refused({ code: "usage", hint: "the allowance for calls is used up", ms }, now);
  }

  /**
   * How many calls may go in a second: a quarter of Meta's limit at 90 % of the allowance, hardly any at 99 %. Undefined:
   * there is enough left.
   */
  perSecond(now: number): number | undefined {
    const { percent, at } = this.#usage;
    if (percent <= comfortable || now - at > usageLivesMs) return undefined;
    const left = Math.max(1, 100 - percent) / (100 - comfortable);
    return this.#mostPerSecond * left ** 2;
  }

  #upTo(ms: number): number {
    return Math.round(ms * this.#random());
  }
}
