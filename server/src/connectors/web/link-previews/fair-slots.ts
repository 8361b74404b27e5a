import { waitFor } from "#async/wait-for.ts";
import { Refusal } from "./site/refusal.ts";

/** At a time: in all, of one site, and how many may wait. */
export type SlotBounds = { all: number; site: number; waiting: number };

type Waiting = { site: string; begin: () => void };

/**
 * Lets a few works run at a time, and few of one site: one that is slow keeps only its own waiting. Who has waited longest begins first, of
 * those whose site has room.
 */
export class FairSlots {
  readonly #bounds: SlotBounds;
  readonly #running = new Map<string, number>();
  #all = 0;
  #waiting: Waiting[] = [];

  constructor(bounds: SlotBounds) {
    this.#bounds = bounds;
  }

  /** @throws Refusal `busy`: too many wait, or the signal came before a slot. */
  async run<Result>(host: string, signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    const site = siteOf(host);
    if (!this.#hasRoom(site)) await this.#wait(site, signal);
    else this.#take(site);
    try {
      return await work();
    } finally {
      this.#give(site);
    }
  }

  async #wait(site: string, signal: AbortSignal): Promise<void> {
    if (this.#waiting.length >= this.#bounds.waiting) throw new Refusal("busy");
    let entry: Waiting | undefined;
    const begun = await waitFor<true>((done) => {
      entry = { site, begin: () => done(true) };
      this.#waiting.push(entry);
    }, signal);
    if (begun === true) return;
    const left = this.#waiting.filter((other) => other !== entry);
    // It may have been given its slot at the very moment at which the signal came.
    if (entry !== undefined && left.length === this.#waiting.length) this.#give(site);
    this.#waiting = left;
    throw new Refusal("busy");
  }

  #hasRoom(site: string): boolean {
    return this.#all < this.#bounds.all && (this.#running.get(site) ?? 0) < this.#bounds.site;
  }

  #take(site: string): void {
    this.#all += 1;
    this.#running.set(site, (this.#running.get(site) ?? 0) + 1);
  }

  #give(site: string): void {
    this.#all -= 1;
    const left = (this.#running.get(site) ?? 1) - 1;
    if (left > 0) this.#running.set(site, left);
    else this.#running.delete(site);
    const next = this.#waiting.findIndex((entry) => this.#hasRoom(entry.site));
    const [entry] = next < 0 ? [] : this.#waiting.splice(next, 1);
    if (entry === undefined) return;
    // Taken for it here: somebody new could come before it wakes.
    this.#take(entry.site);
    entry.begin();
  }
}

/** Names of one owner count as one site, because names are cheap. Coarse on purpose: too many taken together only wait for each other. */
function siteOf(host: string): string {
  return host.split(".").slice(-2).join(".");
}
