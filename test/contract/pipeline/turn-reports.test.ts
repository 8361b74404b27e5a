import { story } from "@causerie/server";
import type { Answer, Lease, TurnWrites } from "@causerie/server/conversation/turns.ts";
import type { BotRuntime } from "@causerie/server/pipeline/inbox/bot-runtime.ts";
import { createAccept } from "@causerie/server/pipeline/inbox/inbox.ts";
import { TurnReports } from "@causerie/server/pipeline/inbox/turn-reports.ts";
import { Notifier } from "@causerie/server/pipeline/notify/notify.ts";
import { createInProcessSignals } from "@causerie/server/pipeline/signals/in-process-signals.ts";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { expect, test } from "vitest";
import { nothing, queue, readTexts, says } from "#contract/store/store-samples.ts";
import { startTestWorker } from "./test-worker.ts";

const delay = story("delay");

/** Worker, reports and notifications as a server joins them. Ada has spoken to the bot once. */
async function startTestNotifier(store: Store, runtime: (turns: TurnWrites, reports: TurnReports) => BotRuntime) {
  const signals = createInProcessSignals(() => undefined);
  const reports = new TurnReports(store.turns, signals);
  await queue(store, "ada", [], 1_000);
  const worker = startTestWorker(store, reports.complete(runtime(reports.turns, reports)), {
    setAside: (lease, apology) => reports.setAside(lease, apology),
    maxAttempts: 1,
  });
  const accept = createAccept(
    store.events,
    ({ conversationId }) => worker.runner.wake(conversationId),
    () => 1_000,
  );
  const notifier = new Notifier({
    people: store.people,
    accept,
    outbox: store.outbox,
    log: store.log,
    signals,
    now: () => 1_000,
  });
  return {
    worker,
    notify: (waitMs = 5_000) => notifier.notify({ conversationId: "ada" }, delay.link(), { waitMs }),
    [Symbol.asyncDispose]: async () => {
      notifier[Symbol.dispose]();
      await worker.runner.stop();
    },
  };
}

const apologize = ({ seq }: Lease): Answer => ({ events: [says(`${seq}.sorry`, "sorry")], deliveries: [] });

/** Commits the same answer to each event. */
function saying(turns: TurnWrites, answer: (lease: Lease) => Answer): BotRuntime {
  return {
    handle: (lease) => turns.commit(lease, answer(lease), lease.conversation.state, 1_000),
    apologize,
  };
}

test("a runtime that reports nothing is taken to have answered with what it committed", async () => {
  await using store = createMemoryStore();
  await using test = await startTestNotifier(store, (turns) =>
    saying(turns, ({ seq }) => ({ events: [says(`${seq}.1`, "hello")], deliveries: [] })),
  );
  expect(await test.notify()).toEqual({ outcome: "sent" });
});

test("a runtime that reports nothing and says nothing has said nothing", async () => {
  await using store = createMemoryStore();
  await using test = await startTestNotifier(store, (turns) => saying(turns, () => nothing));
  expect(await test.notify()).toEqual({ outcome: "blocked", why: "said_nothing" });
});

test("what was committed for the channel is waited for", async () => {
  await using store = createMemoryStore();
  await using test = await startTestNotifier(store, (turns) =>
    saying(turns, ({ seq }) => ({
      events: [says(`${seq}.1`, "hello")],
      deliveries: [{ id: "hello", payload: "hello" }],
    })),
  );
  expect(await test.notify(20)).toEqual({ outcome: "failed", why: "timeout" });
});

test("what a runtime reports by itself is what counts", async () => {
  await using store = createMemoryStore();
  await using test = await startTestNotifier(store, (turns, reports) => ({
    handle: async (lease) => {
      await turns.commit(lease, nothing, lease.conversation.state, 1_000);
      const report = { outcome: "answered", blocked: "handover", messages: 0, deliveries: [] };
      reports.report(lease.conversation.id, lease.event.id, report);
    },
    apologize,
  }));
  expect(await test.notify()).toEqual({ outcome: "blocked", why: "handover" });
});

test("a notification that could not be handled has failed, and is not waited for any longer", async () => {
  await using store = createMemoryStore();
  await using test = await startTestNotifier(store, () => ({
    handle: () => Promise.reject(new Error("broken")),
    apologize,
  }));
  expect(await test.notify()).toEqual({ outcome: "failed", why: "failed" });
});

test("an answer is closed by its end, whether the runtime adds it or not, and so is an apology", async () => {
  await using store = createMemoryStore();
  await using test = await startTestNotifier(store, (turns) => ({
    handle: async (lease) => {
      if (lease.seq > 2) throw new Error("broken");
      await turns.commit(lease, { events: [says("1", "hello")], deliveries: [] }, lease.conversation.state, 1_000);
    },
    apologize,
  }));
  await test.notify();
  await test.notify();
  expect((await readTexts(store, "ada")).slice(1)).toEqual([
    "visitor",
    "hello",
    "turn.end",
    "visitor",
    "sorry",
    "turn.end",
  ]);
});

test("a turn that its runtime left open is a failure of the runtime, which the operator is told at once", async () => {
  await using store = createMemoryStore();
  await using test = await startTestNotifier(store, () => ({ handle: () => Promise.resolve(), apologize }));
  expect(await test.notify()).toEqual({ outcome: "failed", why: "failed" });
  expect(test.worker.lines).toMatchObject([{ level: 50, reason: "UnfinishedTurnError" }]);
  expect(await store.stats()).toMatchObject({ unanswered: 0, deadLetters: 1 });
});
