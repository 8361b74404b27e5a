import { setTimeout as sleep } from "node:timers/promises";
import { Tally, slotOf } from "#desk/figures/counting/tally.ts";
import type { FiguresStore } from "#desk/figures/figures-store.ts";
import type { Signals } from "#pipeline/signals/signals.ts";
import { countSlice } from "./count-slice.ts";

export type FollowerParts = {
  figures: FiguresStore;
  signals: Pick<Signals, "subscribeToLogs">;
  /** Whether visitors need the server more than figures do. */
  isBusy: () => boolean;
  now: () => number;
};

/** Between two looks at the conversations that have grown. */
const quietMs = 1_000;
/** The same where many have: who writes several times in that time is counted once. */
const busyMs = 5_000;
/** Conversations that are counted in one transaction. */
const sliceLength = 50;
/** Between two slices, so that turns come in between. */
const breathMs = 20;
/** Of all conversations, those that are looked at at once for more than was counted. */
const pageLength = 500;
/** How often all conversations are looked at, for what signals have lost. */
const lookEveryMs = 600_000;
/** A server that is busy all day still counts a slice in so much time: some 20 ms of a processor in 10 s. */
const longestPauseMs = 10_000;
const sampleMs = 60_000;

/**
 * Counts behind the road what its logs say, until the signal aborts; one process at a time does so. It learns from signals which conversations have grown, and finds at its start and
 * every ten minutes what signals have lost. No turn waits for it, and none writes anything for it.
 */
export async function followLogs(parts: FollowerParts, signal: AbortSignal): Promise<void> {
  await new Follower(parts).run(signal);
}

class Follower {
  readonly #parts: FollowerParts;
  readonly #grown = new Set<string>();
  #lookedAt = Number.NEGATIVE_INFINITY;
  #hasSampled = false;

  constructor(parts: FollowerParts) {
    this.#parts = parts;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { signals, now } = this.#parts;
    using _listening = signals.subscribeToLogs((conversationId) => this.#grown.add(conversationId));
    while (!signal.aborted) {
      if (now() - this.#lookedAt >= lookEveryMs || now() < this.#lookedAt) {
        this.#lookedAt = now();
        await this.#lookAtAll(signal);
      }
      const isQuiet = this.#grown.size <= sliceLength;
      await this.#countGrown(signal);
      await this.#countBeside(signal);
      await pause(isQuiet ? quietMs : busyMs, signal);
    }
  }

  async #lookAtAll(signal: AbortSignal): Promise<void> {
    let next: string | undefined = "";
    while (next !== undefined && !signal.aborted) {
      await this.#yieldToTurns(signal);
      if (signal.aborted) return;
      const page = await this.#parts.figures.look(next, pageLength);
      for (const id of page.behind) this.#grown.add(id);
      // Counted page by page: a whole log of years would not fit into memory.
      await this.#countGrown(signal);
      next = page.next;
      await pause(breathMs, signal);
    }
  }

  async #countGrown(signal: AbortSignal): Promise<void> {
    let waiting = [...this.#grown];
    this.#grown.clear();
    while (waiting.length > 0 && !signal.aborted) {
      await this.#yieldToTurns(signal);
      if (signal.aborted) return;
      const left = await countSlice(this.#parts.figures, waiting.slice(0, sliceLength));
      waiting = [...waiting.slice(sliceLength), ...left];
      if (waiting.length > 0) await pause(breathMs, signal);
    }
  }

  /** What no log has: deliveries that were given up, and how many conversations each of the team has open. */
  async #countBeside(signal: AbortSignal): Promise<void> {
    const { figures, now } = this.#parts;
    while (!signal.aborted && (await figures.countFailures(sliceLength)) === sliceLength) await pause(breathMs, signal);
    const minute = Math.floor(now() / sampleMs);
    const before = await figures.ownStep();
    // Somebody has cleared the figures: all is counted anew.
    if (before === 0 && this.#hasSampled) this.#lookedAt = Number.NEGATIVE_INFINITY;
    this.#hasSampled = true;
    if (minute <= before) return;
    const tally = new Tally();
    for (const { operator, count } of await figures.openCases())
      tally.add(slotOf(minute * sampleMs), "", "operator.open", JSON.stringify([operator, count]));
    await figures.add([{ conversationId: "", from: before, to: minute, known: {} }], tally.counts());
  }

  async #yieldToTurns(signal: AbortSignal): Promise<void> {
    for (let paused = 0; this.#parts.isBusy() && paused < longestPauseMs && !signal.aborted; paused += busyMs)
      await pause(busyMs, signal);
  }
}

/** Ends early when the work is to end. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal, ref: false }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
