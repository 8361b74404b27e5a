import { randomUUID } from "node:crypto";
import type { Broadcast } from "./broadcast.ts";
import { GrowingTexts } from "./growing-texts.ts";
import { createInProcessSignals } from "./in-process-signals.ts";
import {
  type Addressed,
  addSignal,
  fromShared,
  packSignals,
  type SharedSignal,
  toShared,
  unpackSignals,
} from "./signal-batch.ts";
import type { ServerSignal, Signal, Signals } from "./signals.ts";

export type SharedSignalsParts = {
  broadcast: Broadcast;
  /** Learns of a listener that threw. */
  failed: (error: unknown) => void;
  /** The line stands again after a break: what was said meanwhile is lost, so look into the store. */
  restored?: () => void;
};

/** What comes in this time goes out together. */
const mergeMs = 5;
/** More than this many wait only where the line does not take them: they would come too late to help. */
const maxWaiting = 10_000;
/** Nobody asks more often for the beginning of a text that they came too late for. */
const askEveryMs = 1_000;

/** {@link Signals} for several processes: each hears at once what it says itself, and the others over a broadcast. */
export async function createSharedSignals({ broadcast, failed, restored }: SharedSignalsParts): Promise<Signals> {
  const id = randomUUID();
  const growing = new GrowingTexts();
  const local = createInProcessSignals(failed, growing);
  const outgoing = new Outgoing(id, broadcast);
  /** Conversations whose texts grow in this process. */
  const own = new Set<string>();
  const workers = new Set<(conversationId: string) => void>();
  const servers = new Set<(signal: ServerSignal) => void>();
  const askedAt = new Map<string, number>();

  function call(listener: (signal: ServerSignal) => void, signal: ServerSignal): void {
    try {
      listener(signal);
    } catch (error) {
      failed(error);
    }
  }

  function ask(conversationId: string): void {
    const now = performance.now();
    if (now - (askedAt.get(conversationId) ?? -Infinity) < askEveryMs) return;
    // So that it holds only what counts.
    for (const [asked, at] of askedAt) if (now - at >= askEveryMs) askedAt.delete(asked);
    askedAt.set(conversationId, now);
    outgoing.add([conversationId, { type: "texts" }]);
  }

  function receive([conversationId, given]: Addressed): void {
    const signal = fromShared(given);
    if (signal.type === "texts") {
      if (own.has(conversationId))
        for (const frame of growing.of(conversationId))
          outgoing.add([conversationId, toShared({ type: "frame", frame })]);
      return;
    }
    if (signal.type === "work") {
      for (const listener of workers) listener(conversationId);
      return;
    }
    if (isOfServer(signal)) {
      for (const listener of servers) call(listener, signal);
      return;
    }
    // The beginning that somebody else has asked for: who has it already would see the text shrink and grow again.
    if (signal.type === "frame" && growing.has(conversationId, signal.frame)) return;
    // Judged before it is passed on, which adds it.
    const isGap = signal.type === "frame" && !growing.joins(conversationId, signal.frame);
    local.publish(conversationId, signal);
    if (isGap) ask(conversationId);
  }

  await broadcast.listen({
    received(message) {
      const batch = unpackSignals(message);
      if (batch === undefined || batch.from === id) return;
      for (const addressed of batch.signals) receive(addressed);
    },
    restored: () => restored?.(),
  });

  return {
    publish(conversationId, signal) {
      if (signal.type === "frame") remember(own, conversationId, signal);
      local.publish(conversationId, signal);
      outgoing.add([conversationId, toShared(signal)]);
    },
    subscribe: (conversationId, listener) => local.subscribe(conversationId, listener),
    subscribeToLogs: (listener) => local.subscribeToLogs(listener),
    subscribeToWork(listener) {
      workers.add(listener);
      return { [Symbol.dispose]: () => void workers.delete(listener) };
    },
    subscribeToServer(listener) {
      servers.add(listener);
      return { [Symbol.dispose]: () => void servers.delete(listener) };
    },
    async [Symbol.asyncDispose]() {
      await outgoing[Symbol.asyncDispose]();
      await local[Symbol.asyncDispose]();
      await broadcast[Symbol.asyncDispose]();
    },
  };
}

const serverTypes: ReadonlySet<SharedSignal["type"]> = new Set(["session", "team", "forgotten", "news", "desk", "bot"]);

function isOfServer(signal: SharedSignal): signal is ServerSignal {
  return serverTypes.has(signal.type);
}

function remember(own: Set<string>, conversationId: string, { frame }: Extract<Signal, { type: "frame" }>): void {
  if (frame.type !== "typing") own.add(conversationId);
  else if (!frame.on) own.delete(conversationId);
}

/** Gathers what is said and sends it, one lot after another, so that the order stays. */
class Outgoing implements AsyncDisposable {
  readonly #id: string;
  readonly #broadcast: Broadcast;
  #waiting: Addressed[] = [];
  #sending: Promise<void> | undefined;

  constructor(id: string, broadcast: Broadcast) {
    this.#id = id;
    this.#broadcast = broadcast;
  }

  add(addressed: readonly [string, SharedSignal]): void {
    if (this.#waiting.length >= maxWaiting) this.#waiting = [];
    addSignal(this.#waiting, addressed);
    this.#sending ??= this.#send();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sending;
  }

  async #send(): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, mergeMs));
      const messages = packSignals(this.#id, this.#waiting, this.#broadcast.maxBytes);
      this.#waiting = [];
      // Whoever brings the broadcast says that it is away; the sweep repairs what is lost.
      await this.#broadcast.send(messages).catch(() => {});
    }
    this.#sending = undefined;
  }
}
