import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Logger } from "#app/logger.ts";
import { type LoadLimits, LoadRule } from "./load-rule.ts";

export type LoadWatchParts = LoadLimits & {
  /** Writes that wait to be stored. */
  waitingWrites: () => number;
  logger: Logger;
};

const lookEveryMs = 1_000;
/** Milliseconds between two measurements of the loop; a measurement has them on top of the delay. */
const resolution = 10;

/** Measures how busy the process is, and turns new conversations away while it is overloaded: those that run come first. */
export class LoadWatch implements Disposable {
  readonly #parts: LoadWatchParts;
  readonly #rule: LoadRule;
  readonly #delay = monitorEventLoopDelay({ resolution });
  readonly #timer: NodeJS.Timeout;
  #delayMs = 0;
  #refused = 0;
  #episode = { since: 0, refused: 0 };

  constructor(parts: LoadWatchParts) {
    this.#parts = parts;
    this.#rule = new LoadRule(parts);
    this.#delay.enable();
    this.#timer = setInterval(() => {
      this.#delayMs = Math.max(0, this.#delay.percentile(99) / 1e6 - resolution);
      this.#delay.reset();
      this.#look();
    }, lookEveryMs).unref();
  }

  get isShedding(): boolean {
    return this.#rule.isShedding;
  }

  /** New conversations that were turned away since the start. */
  get refused(): number {
    return this.#refused;
  }

  /** @returns milliseconds after which somebody new should come again; undefined: they may come in. */
  refuseNewcomer(): number | undefined {
    const { maxWaitingWrites, waitingWrites } = this.#parts;
    // Thousands may come between two looks.
    if (maxWaitingWrites > 0 && waitingWrites() > maxWaitingWrites) this.#look();
    if (!this.#rule.isShedding) return undefined;
    this.#refused += 1;
    // At random, or all who were turned away would come back together.
    return 5_000 + Math.floor(Math.random() * 10_000);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#delay.disable();
  }

  #look(): void {
    const { waitingWrites, logger } = this.#parts;
    const load = { delayMs: this.#delayMs, waitingWrites: waitingWrites() };
    const at = performance.now();
    if (!this.#rule.look(load, at)) return;
    const facts = { loopDelayMs: Math.round(load.delayMs), waitingWrites: load.waitingWrites };
    if (this.#rule.isShedding) {
      this.#episode = { since: at, refused: this.#refused };
      logger.warn(facts, "the server is overloaded: new conversations are answered 503, those that run go on");
      return;
    }
    const seconds = Math.round((at - this.#episode.since) / 1_000);
    const refused = this.#refused - this.#episode.refused;
    logger.warn({ ...facts, seconds, refused }, "the server is not overloaded any more: new conversations are taken");
  }
}
