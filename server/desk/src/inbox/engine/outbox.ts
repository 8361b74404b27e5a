import type { ActResult, DeskAct } from "@causerie/protocol/desk";
import { keep, readKept } from "#state/kept.ts";
import { createStore } from "#state/store.ts";
import { CallError } from "#wire/call-error.ts";
import { type NewAct, type PendingAct, pendingActsSchema } from "#inbox/state/pending-act.ts";
import { makeId } from "#state/make-id.ts";

type OutboxEvent = { type: "added"; pending: PendingAct } | { type: "done"; id: string };

export function reduceOutbox(acts: readonly PendingAct[], event: OutboxEvent): readonly PendingAct[] {
  switch (event.type) {
    case "added":
      if (acts.some(({ act }) => act.id === event.pending.act.id)) return acts;
      return [...acts, event.pending];
    case "done":
      return acts.filter(({ act }) => act.id !== event.id);
  }
}

export type OutboxOptions = {
  /** Id of the person whose acts they are. */
  person: string;
  send(conversationId: string, act: DeskAct): Promise<ActResult>;
  /** Awaited before the act leaves the page, so that its entry is there before. */
  done(pending: PendingAct, result: ActResult): Promise<void>;
  /** The server has said no, and will say it again. `tooOld`: nobody would expect any more that it is done. */
  refused(pending: PendingAct, error: CallError | "tooOld"): void;
};

/** What was done longer ago, in a window that was closed before the server answered, is not done behind somebody's back. */
const maxAgeMs = 15 * 60_000;
const pauses = [500, 1_000, 2_000, 5_000, 10_000];

/**
 * Brings acts to the server: in their order for each conversation, each under one id until the server has answered, also after the page was
 * loaded anew. So the server does each of them once, and none is lost.
 */
export class Outbox {
  readonly pending = createStore<readonly PendingAct[], OutboxEvent>(reduceOutbox, []);
  readonly #options: OutboxOptions;
  readonly #name: string;
  readonly #running = new Set<string>();
  readonly #retries = new Map<string, ReturnType<typeof setTimeout>>();
  #isStopped = true;

  constructor(options: OutboxOptions) {
    this.#options = options;
    // Each window has a list of its own: with one for all, a window would overwrite what another one is sending.
    this.#name = `acts:${options.person}:${makeId()}`;
    this.pending.subscribe(() => this.#keep());
    this.#adopt();
  }

  add(conversationId: string, act: NewAct): void {
    const pending = { conversationId, act: { ...act, id: makeId() }, at: Date.now() };
    this.pending.dispatch({ type: "added", pending });
    void this.#run(conversationId);
  }

  /** At the start, after a sign-in, and when the connection is there again. */
  resume(): void {
    this.#isStopped = false;
    for (const { conversationId } of this.pending.get()) void this.#run(conversationId);
  }

  /** Nothing is sent until `resume`. */
  stop(): void {
    this.#isStopped = true;
    for (const timer of this.#retries.values()) clearTimeout(timer);
    this.#retries.clear();
  }

  async #run(conversationId: string, failures = 0): Promise<void> {
    clearTimeout(this.#retries.get(conversationId));
    if (this.#running.has(conversationId)) return;
    this.#running.add(conversationId);
    let pause: number | undefined;
    try {
      while (!this.#isStopped && pause === undefined) {
        const next = this.pending.get().find((each) => each.conversationId === conversationId);
        if (next === undefined) break;
        pause = await this.#send(next, failures);
      }
    } finally {
      this.#running.delete(conversationId);
    }
    if (pause === undefined || this.#isStopped) return;
    this.#retries.set(
      conversationId,
      setTimeout(() => void this.#run(conversationId, failures + 1), pause),
    );
  }

  /** @returns milliseconds after which to try it again; undefined when the server has answered. */
  async #send(next: PendingAct, failures: number): Promise<number | undefined> {
    try {
      const result = await this.#options.send(next.conversationId, next.act);
      await this.#options.done(next, result);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      // Whoever signs in again does it then.
      if (error.status === 401) this.stop();
      if (error.status === 401 || error.isPassing)
        return error.retryAfterMs ?? pauses[Math.min(failures, pauses.length - 1)] ?? 10_000;
      this.pending.dispatch({ type: "done", id: next.act.id });
      this.#options.refused(next, error);
      return undefined;
    }
    this.pending.dispatch({ type: "done", id: next.act.id });
    return undefined;
  }

  #keep(): void {
    const acts = this.pending.get();
    keep(this.#name, acts.length === 0 ? undefined : acts);
  }

  /** Of windows that were closed too early. One that is still open does the same under the same ids, which changes nothing. */
  #adopt(): void {
    const own = `causerie-desk:acts:${this.#options.person}:`;
    for (const key of Object.keys(localStorage).filter((each) => each.startsWith(own))) {
      const name = key.slice("causerie-desk:".length);
      const kept = readKept(name, pendingActsSchema) ?? [];
      keep(name, undefined);
      for (const pending of kept) {
        if (Date.now() - pending.at > maxAgeMs) this.#options.refused(pending, "tooOld");
        else this.pending.dispatch({ type: "added", pending });
      }
    }
  }
}
