import { holdLease, type HoldOptions } from "@causerie/server/pipeline/lanes/hold-lease.ts";
import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { collectLogLines } from "#support/log-lines.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { waitForAbort } from "#support/wait-for-abort.ts";

const leaseMs = 15_000;
const renewEveryMs = leaseMs / 5;

/** Holders of one lease, and in order what each of them does. */
function testHolders({ leases }: Pick<Store, "leases">) {
  const { logger, lines } = collectLogLines("warn");
  const done: string[] = [];
  const hold = (holder: string, options: Partial<HoldOptions> = {}): AsyncDisposable =>
    holdLease({
      leases,
      name: "connector:a",
      holder,
      run: async (signal) => {
        done.push(`${holder} begins`);
        await waitForAbort(signal);
        done.push(`${holder} ends`);
      },
      now: Date.now,
      logger,
      ...options,
    });
  return { hold, done, lines };
}

describe("in a clock that the test moves", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
  });
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  test("of two holders one works, for as long as it lives; the other takes over when it stops", async () => {
    const { hold, done, lines } = testHolders(createMemoryStore());
    const one = hold("one");
    await using _two = hold("two");
    await pass(10 * leaseMs);
    expect(done).toEqual(["one begins"]);
    await one[Symbol.asyncDispose]();
    expect(done).toEqual(["one begins", "one ends"]);
    await pass(renewEveryMs);
    expect(done).toEqual(["one begins", "one ends", "two begins"]);
    expect(lines).toEqual([]);
  });

  test("a holder whose process died is followed by another one when its lease has ended", async () => {
    const store = createMemoryStore();
    await store.leases.hold("connector:a", "dead", Date.now(), leaseMs);
    const { hold, done } = testHolders(store);
    await using _two = hold("two");
    await pass(leaseMs - 1);
    expect(done).toEqual([]);
    await pass(renewEveryMs);
    expect(done).toEqual(["two begins"]);
  });

  test.each([
    ["refuses", () => Promise.reject(new Error("store away"))],
    ["does not answer", () => new Promise<boolean>(() => undefined)],
  ])("when the store %s, work ends before another holder may begin it", async (_, fail) => {
    const store = createMemoryStore();
    let isAway = false;
    const leases = {
      ...store.leases,
      hold: (...input: Parameters<Store["leases"]["hold"]>) => (isAway ? fail() : store.leases.hold(...input)),
    };
    const { hold, done } = testHolders(store);
    hold("one", { leases });
    await pass(0);
    isAway = true;
    await using _two = hold("two");
    await pass(leaseMs - 1);
    expect(done).toEqual(["one begins", "one ends"]);
    await pass(renewEveryMs);
    expect(done).toEqual(["one begins", "one ends", "two begins"]);
  });

  test("a renewal that fails once does not end the work", async () => {
    const store = createMemoryStore();
    let failures = 0;
    const leases = {
      ...store.leases,
      hold: (...input: Parameters<Store["leases"]["hold"]>) => {
        failures -= 1;
        return failures === 0 ? Promise.reject(new Error("store away")) : store.leases.hold(...input);
      },
    };
    const { hold, done, lines } = testHolders(store);
    await using _one = hold("one", { leases });
    await pass(0);
    failures = 2;
    await pass(3 * leaseMs);
    expect(done).toEqual(["one begins"]);
    expect(lines).toEqual([expect.objectContaining({ level: 40, lease: "connector:a" })]);
  });

  test("a holder that was frozen ends its work when it sees that another one has the lease", async () => {
    const store = createMemoryStore();
    const { hold, done } = testHolders(store);
    await using _one = hold("one");
    await pass(0);
    await store.leases.hold("connector:a", "other", Date.now() + leaseMs, leaseMs);
    await pass(renewEveryMs);
    expect(done).toEqual(["one begins", "one ends"]);
    await pass(3 * leaseMs);
    expect(done).toEqual(["one begins", "one ends", "one begins"]);
  });

  test("work that fails or ends by itself is started again after a pause, under the same lease", async () => {
    let runs = 0;
    const { hold, done, lines } = testHolders(createMemoryStore());
    const run = async (): Promise<void> => {
      runs += 1;
      if (runs === 1) throw new Error("the connection broke");
    };
    await using _one = hold("one", { run });
    await using _two = hold("two");
    await pass(renewEveryMs - 1);
    expect(runs).toBe(1);
    await pass(1);
    expect(runs).toBe(2);
    await pass(renewEveryMs);
    expect(runs).toBe(3);
    expect(done).toEqual([]);
    expect(lines).toEqual([expect.objectContaining({ level: 50, err: expect.anything() as unknown })]);
  });

  test("work that throws at once harms nobody", async () => {
    const { hold, lines } = testHolders(createMemoryStore());
    await using _one = hold("one", {
      run: () => {
        throw new Error("broken");
      },
    });
    await pass(0);
    expect(lines).toEqual([expect.objectContaining({ level: 50, lease: "connector:a" })]);
  });

  test("work that ignores the end of its lease is reported once, and its lease goes to another holder", async () => {
    const store = createMemoryStore();
    let isAway = false;
    const leases = {
      ...store.leases,
      hold: (...input: Parameters<Store["leases"]["hold"]>) =>
        isAway ? Promise.reject(new Error("store away")) : store.leases.hold(...input),
    };
    const { hold, done, lines } = testHolders(store);
    const release = Promise.withResolvers<void>();
    hold("one", { leases, run: () => release.promise });
    await pass(0);
    isAway = true;
    await pass(leaseMs - renewEveryMs);
    isAway = false;
    await using _two = hold("two");
    await pass(10 * leaseMs);
    expect(done).toEqual(["two begins"]);
    expect(lines.filter(({ level }) => level === 50)).toEqual([
      expect.objectContaining({ lease: "connector:a", msg: expect.stringContaining("does not end") as string }),
    ]);
  });

  test("work that ends late is started again", async () => {
    const store = createMemoryStore();
    const { hold } = testHolders(store);
    const runs: PromiseWithResolvers<void>[] = [];
    const run = (): Promise<void> => {
      const ending = Promise.withResolvers<void>();
      runs.push(ending);
      return ending.promise;
    };
    hold("one", { run });
    await pass(0);
    await store.leases.hold("connector:a", "other", Date.now() + leaseMs, leaseMs);
    await pass(3 * leaseMs);
    expect(runs).toHaveLength(1);
    runs[0]?.resolve();
    await pass(renewEveryMs);
    expect(runs).toHaveLength(2);
  });

  test("work that does not end holds a stop up for ten seconds, and keeps the lease", async () => {
    const store = createMemoryStore();
    const { hold, lines } = testHolders(store);
    const one = hold("one", { run: () => new Promise(() => undefined) });
    await pass(0);
    const stopped = one[Symbol.asyncDispose]();
    await pass(10_000);
    await stopped;
    expect(lines).toEqual([
      expect.objectContaining({ level: 50, msg: expect.stringContaining("does not end") as string }),
    ]);
    expect(await store.leases.hold("connector:a", "two", Date.now(), leaseMs)).toBe(false);
  });
});

test("on a real store, of many holders exactly one works at a time, and each gets its turn", async () => {
  await using store = await openSqliteStore({ folder: temporaryFolder() });
  const { hold, lines } = testHolders(store);
  let working = 0;
  let most = 0;
  const turns: string[] = [];
  const holders = new Map<string, AsyncDisposable>();
  const allDone = Promise.withResolvers<void>();
  for (const holder of ["one", "two", "three", "four"]) {
    const run = async (signal: AbortSignal): Promise<void> => {
      working += 1;
      most = Math.max(most, working);
      turns.push(holder);
      if (turns.length === 4) allDone.resolve();
      setImmediate(() => void holders.get(holder)?.[Symbol.asyncDispose]());
      await waitForAbort(signal);
      working -= 1;
    };
    holders.set(holder, hold(holder, { run, leaseMs: 100 }));
  }
  await allDone.promise;
  await Promise.all(Array.from(holders.values(), (each) => each[Symbol.asyncDispose]()));
  expect(most).toBe(1);
  expect(turns.sort()).toEqual(["four", "one", "three", "two"]);
  expect(lines.filter(({ level }) => level > 40)).toEqual([]);
});
