import type { Lease } from "@causerie/server/conversation/turns.ts";
import type { BotRuntime } from "@causerie/server/pipeline/inbox/bot-runtime.ts";
import { askWhetherOpen, startWorker, type WorkerOptions } from "@causerie/server/pipeline/inbox/worker.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { says } from "#contract/store/store-samples.ts";

/** A worker that answers "hello", on a clock that the test moves. */
export function startTestWorker(store: Store, runtime: Partial<BotRuntime> = {}, options: Partial<WorkerOptions> = {}) {
  const clock = { now: 1_000 };
  const { logger, lines } = collectLogLines("warn");
  const runner = startWorker({
    turns: store.turns,
    isOpen: askWhetherOpen(options.turns ?? store.turns, () => clock.now),
    isConfigured: () => true,
    runtime: testRuntime(store, runtime),
    setAside: () => undefined,
    now: () => clock.now,
    logger,
    stopping: new AbortController().signal,
    ...options,
  });
  return { runner, clock, lines, [Symbol.asyncDispose]: () => runner.stop() };
}

function testRuntime(store: Store, runtime: Partial<BotRuntime>): BotRuntime {
  return {
    handle: (lease) => answerHello(store, lease),
    apologize: (lease) => ({ events: [says(`${lease.seq}.sorry`, "sorry")], deliveries: [] }),
    ...runtime,
  };
}

export async function answerHello(store: Store, lease: Lease): Promise<void> {
  await store.turns.commit(lease, { events: [says(`${lease.seq}.1`, "hello")], deliveries: [] }, { data: {} }, 1_000);
}
