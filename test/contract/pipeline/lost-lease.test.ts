import { StaleLeaseError } from "@causerie/server/app/errors.ts";
import { leaseMs, type Turns } from "@causerie/server/conversation/turns.ts";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { waitForAbort } from "#support/wait-for-abort.ts";
import { beginTurn, readTexts, textEvent } from "#contract/store/store-samples.ts";
import { answerHello, startTestWorker } from "./test-worker.ts";

const renewEveryMs = leaseMs / 5;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
});

/** A worker whose turn for Ada's event goes on until its signal aborts, or the test ends it. */
async function startLongTurn(store: Store, turns: Partial<Turns> = {}) {
  await store.events.append(textEvent("a", "one"), 1_000);
  const begun = Promise.withResolvers<AbortSignal>();
  const ended = Promise.withResolvers<void>();
  let commit: Promise<void> | undefined;
  const worker = startTestWorker(
    store,
    {
      handle: async (lease, signal) => {
        begun.resolve(signal);
        await Promise.race([waitForAbort(signal), ended.promise]);
        commit = answerHello(store, lease);
        await commit.catch(() => undefined);
        if (signal.aborted) throw new Error("the story was broken off");
      },
    },
    { turns: { ...store.turns, ...turns } },
  );
  const signal = await begun.promise;
  return {
    ...worker,
    signal,
    end: ended.resolve,
    commit: () => commit,
    /** Lets time pass, and the worker do what it does every few seconds. */
    pass: async (ms: number): Promise<void> => {
      worker.clock.now += ms;
      await vi.advanceTimersByTimeAsync(ms);
    },
  };
}

test("a turn that loses its lease is told so, and what it says after that is refused", async () => {
  await using store = createMemoryStore();
  await using turn = await startLongTurn(store);
  // As if this process had been frozen: another one takes the event over.
  turn.clock.now += leaseMs;
  const lease = await beginTurn(store, "ada", turn.clock.now);
  await turn.pass(renewEveryMs);
  await turn.runner.idle();
  expect(turn.signal.reason).toBeInstanceOf(StaleLeaseError);
  await expect(turn.commit()).rejects.toThrow(StaleLeaseError);
  expect(turn.lines).toEqual([
    expect.objectContaining({ level: 40, seq: 1, msg: expect.stringContaining("taken over") as string }),
  ]);
  await answerHello(store, lease);
  expect(await readTexts(store, "ada")).toEqual(["> one", "hello"]);
});

test("a turn that takes longer than a lease keeps it", async () => {
  await using store = createMemoryStore();
  await using turn = await startLongTurn(store);
  for (let renewals = 0; renewals < 10; renewals += 1) {
    await turn.pass(renewEveryMs);
    expect(await store.turns.begin("ada", turn.clock.now)).toBeUndefined();
  }
  turn.end();
  await turn.runner.idle();
  expect(await readTexts(store, "ada")).toEqual(["> one", "hello"]);
  expect(turn.lines).toEqual([]);
});

test("a renewal that fails is tried again, and the turn goes on", async () => {
  await using store = createMemoryStore();
  let isAway = true;
  const renew: Turns["renew"] = (lease, now) =>
    isAway ? Promise.reject(new Error("store away")) : store.turns.renew(lease, now);
  await using turn = await startLongTurn(store, { renew });
  await turn.pass(renewEveryMs);
  isAway = false;
  for (let renewals = 0; renewals < 5; renewals += 1) await turn.pass(renewEveryMs);
  expect(turn.signal.aborted).toBe(false);
  expect(turn.lines).toEqual([expect.objectContaining({ level: 40, err: expect.anything() as unknown })]);
  turn.end();
  await turn.runner.idle();
  expect(await readTexts(store, "ada")).toEqual(["> one", "hello"]);
});

test.each<[string, Turns["renew"]]>([
  ["refuses", () => Promise.reject(new Error("store away"))],
  ["does not answer", () => new Promise(() => undefined)],
])("when the store %s, a turn is told before another process may begin its event", async (_, renew) => {
  await using store = createMemoryStore();
  await using turn = await startLongTurn(store, { renew });
  for (let renewals = 0; renewals < 3; renewals += 1) await turn.pass(renewEveryMs);
  expect(turn.signal.aborted).toBe(false);
  await turn.pass(renewEveryMs);
  expect(turn.signal.reason).toBeInstanceOf(StaleLeaseError);
  expect(await store.turns.begin("ada", turn.clock.now)).toBeUndefined();
});

test("a server that stops tells its turns, and gives them back", async () => {
  await using store = createMemoryStore();
  await store.events.append(textEvent("a", "one"), 1_000);
  const stopping = new AbortController();
  const begun = Promise.withResolvers<void>();
  await using worker = startTestWorker(
    store,
    {
      handle: async (_lease, signal) => {
        begun.resolve();
        await waitForAbort(signal);
        throw new Error("the story was broken off");
      },
    },
    { stopping: stopping.signal },
  );
  await begun.promise;
  const stopped = worker.runner.stop();
  stopping.abort(new Error("the server stops"));
  await stopped;
  expect(worker.lines).toEqual([]);
  expect(await beginTurn(store, "ada", 1_000)).toMatchObject({ attempt: 1, interrupted: false });
});
