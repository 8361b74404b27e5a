import { setImmediate, setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { backoff } from "./backoff.ts";
import { type LaneRunner, type LaneRunnerOptions, startLaneRunner } from "./lane-runner.ts";

/** Lanes with numbered pieces of work, as a store would have them. */
function testLanes(work: Record<string, number>, options: Partial<LaneRunnerOptions> = {}) {
  const left = new Map(Object.entries(work));
  const done: string[] = [];
  const failures: string[] = [];
  let active = 0;
  let most = 0;
  const perLane = new Map<string, number>();
  let overlapped = false;
  const runner = startLaneRunner({
    due: (_now, limit, except) =>
      Promise.resolve(
        [...left]
          .filter(([lane, count]) => count > 0 && !except.has(lane))
          .map(([lane]) => lane)
          .slice(0, limit),
      ),
    nextDue: () => Promise.resolve(undefined),
    step: async (lane) => {
      const count = left.get(lane) ?? 0;
      if (count === 0) return false;
      overlapped ||= (perLane.get(lane) ?? 0) > 0;
      perLane.set(lane, 1);
      active += 1;
      most = Math.max(most, active);
      await setImmediate();
      active -= 1;
      perLane.set(lane, 0);
      left.set(lane, count - 1);
      done.push(`${lane}${count}`);
      return true;
    },
    failed: (lane) => void failures.push(lane),
    concurrency: 2,
    now: () => 0,
    ...options,
  });
  return { runner, left, done, failures, most: () => most, overlapped: () => overlapped };
}

/** Traffic in a lane of its own, until disposed. */
function steadyWakes(runner: LaneRunner): Disposable {
  const timer = setInterval(() => runner.wake("traffic"), 1);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

test("what is due at the start is done: in order within a lane, several lanes side by side, never more than allowed", async () => {
  const lanes = testLanes({ a: 3, b: 2, c: 2 });
  await lanes.runner.idle();
  expect(lanes.done.filter((name) => name.startsWith("a"))).toEqual(["a3", "a2", "a1"]);
  expect(lanes.done).toHaveLength(7);
  expect(lanes.most()).toBe(2);
  expect(lanes.overlapped()).toBe(false);
  await lanes.runner.stop();
});

test("a wake that comes while its lane runs is not lost", async () => {
  const lanes = testLanes({ a: 1 });
  await Promise.resolve();
  for (let round = 0; round < 50; round += 1) {
    lanes.left.set("a", (lanes.left.get("a") ?? 0) + 1);
    lanes.runner.wake("a");
    await setImmediate();
  }
  await lanes.runner.idle();
  expect(lanes.left.get("a")).toBe(0);
  expect(lanes.overlapped()).toBe(false);
  await lanes.runner.stop();
});

test("work that nobody woke a lane for is found by the next sweep", async () => {
  const lanes = testLanes({}, { sweepMs: 5 });
  await lanes.runner.idle();
  lanes.left.set("late", 1);
  await expect.poll(() => lanes.done).toEqual(["late1"]);
  await lanes.runner.stop();
});

test("work that falls due later is done then", async () => {
  let now = 0;
  const due = (): number => (now < 10 ? 10 : 0);
  const done: string[] = [];
  const runner = startLaneRunner({
    due: () => Promise.resolve(now >= 10 && done.length === 0 ? ["a"] : []),
    nextDue: () => Promise.resolve(due()),
    step: () => {
      if (now < 10 || done.length > 0) return Promise.resolve(false);
      done.push("a");
      return Promise.resolve(true);
    },
    failed: () => undefined,
    concurrency: 1,
    now: () => {
      now += 1;
      return now;
    },
    sweepMs: 60_000,
  });
  await expect.poll(() => done).toEqual(["a"]);
  await runner.stop();
});

test("a lane that fails is reported and does not stop the others", async () => {
  const lanes = testLanes(
    { good: 2 },
    {
      due: () => Promise.resolve(["bad"]),
    },
  );
  lanes.runner.wake("good");
  await lanes.runner.idle();
  expect(lanes.done).toEqual(["good2", "good1"]);
  await lanes.runner.stop();
  const failing = testLanes({ a: 1 }, { step: () => Promise.reject(new Error("store away")) });
  await failing.runner.idle();
  expect(failing.failures).toEqual(["a"]);
  await failing.runner.stop();
});

test("stopping waits for what runs and starts nothing new", async () => {
  const lanes = testLanes({ a: 5, b: 5 });
  await setImmediate();
  await lanes.runner.stop();
  const { length } = lanes.done;
  lanes.runner.wake("a");
  await delay(5);
  expect(lanes.done).toHaveLength(length);
  expect(length).toBeLessThan(10);
});

test("wakes that never end do not keep a sweep from finding what nobody woke a lane for", async () => {
  const lanes = testLanes({}, { sweepMs: 20 });
  await lanes.runner.idle();
  lanes.left.set("late", 1);
  using _traffic = steadyWakes(lanes.runner);
  await expect.poll(() => lanes.done).toEqual(["late1"]);
  await lanes.runner.stop();
});

test("wakes that never end do not delay what falls due later", async () => {
  const due = performance.now() + 40;
  const lanes = testLanes(
    { late: 0 },
    {
      now: () => performance.now(),
      nextDue: (now) => Promise.resolve(now < due ? due : undefined),
      sweepMs: 60_000,
    },
  );
  using _traffic = steadyWakes(lanes.runner);
  await lanes.runner.idle();
  lanes.left.set("late", 1);
  await expect.poll(() => lanes.done).toEqual(["late1"]);
  await lanes.runner.stop();
});

test("what falls due while a step or a sweep looks is not forgotten", async () => {
  for (const moment of ["step", "sweep"]) {
    let now = 0;
    const done: string[] = [];
    const runner = startLaneRunner({
      due: (at) => {
        const due = at >= 1 && done.length === 0 ? ["a"] : [];
        if (moment === "sweep") now += 2;
        return Promise.resolve(due);
      },
      nextDue: (at) => Promise.resolve(at < 1 ? 1 : undefined),
      step: (lane) => {
        if (moment === "step" && now === 0) {
          now = 2;
          return Promise.resolve(false);
        }
        if (lane !== "a" || done.length > 0) return Promise.resolve(false);
        done.push(lane);
        return Promise.resolve(true);
      },
      failed: () => undefined,
      concurrency: 1,
      now: () => now,
      sweepMs: 60_000,
    });
    if (moment === "step") runner.wake("other");
    await expect.poll(() => done).toEqual(["a"]);
    await runner.stop();
  }
});

test("a lane that was looked into too early is found when it falls due", async () => {
  let now = 0;
  const done: string[] = [];
  const runner = startLaneRunner({
    due: (at) => Promise.resolve(at >= 100 && done.length === 0 ? ["a"] : []),
    nextDue: (at) => Promise.resolve(at < 100 ? 100 : undefined),
    step: () => {
      if (now < 100 || done.length > 0) return Promise.resolve(false);
      done.push("a");
      return Promise.resolve(true);
    },
    failed: () => undefined,
    concurrency: 1,
    now: () => now,
    sweepMs: 60_000,
  });
  await runner.idle();
  runner.wake("a");
  await runner.idle();
  now = 99;
  runner.wake("b");
  await runner.idle();
  now = 100;
  await expect.poll(() => done).toEqual(["a"]);
  await runner.stop();
});

test("more lanes than a sweep may name are all done before the next one is due, also under steady wakes", async () => {
  const names = Array.from({ length: 1_700 }, (_, number) => `lane-${number}`);
  const lanes = testLanes(Object.fromEntries(names.map((name) => [name, 1])), { sweepMs: 60_000, concurrency: 64 });
  using _traffic = steadyWakes(lanes.runner);
  await expect.poll(() => lanes.done.length, { timeout: 5_000 }).toBe(names.length);
  expect(new Set(lanes.done).size).toBe(names.length);
  await lanes.runner.stop();
});

test("lanes that always fail, however many, do not hide the others and are not tried in a rush", async () => {
  const tries = new Map<string, number>();
  const names = Array.from({ length: 600 }, (_, number) => `bad-${number}`);
  const lanes = testLanes(
    { ...Object.fromEntries(names.map((name) => [name, 1])), good: 1 },
    {
      sweepMs: 60_000,
      step: (lane) => {
        tries.set(lane, (tries.get(lane) ?? 0) + 1);
        return lane === "good" ? Promise.resolve(false) : Promise.reject(new Error("store away"));
      },
    },
  );
  await expect.poll(() => tries.get("good")).toBe(1);
  await lanes.runner.idle();
  expect([...tries.values()].every((count) => count === 1)).toBe(true);
  await lanes.runner.stop();
});

test("a lane that failed is looked into again at the next sweep, also under steady wakes", async () => {
  let failures = 2;
  const done: string[] = [];
  const lanes = testLanes(
    { a: 1 },
    {
      sweepMs: 10,
      step: (lane) => {
        if (lane !== "a" || done.length > 0) return Promise.resolve(false);
        failures -= 1;
        if (failures >= 0) return Promise.reject(new Error("store away"));
        done.push(lane);
        return Promise.resolve(true);
      },
    },
  );
  using _traffic = steadyWakes(lanes.runner);
  await expect.poll(() => done).toEqual(["a"]);
  await lanes.runner.stop();
});

test("back-off doubles up to its limit, spread over the whole span", () => {
  const most = (attempt: number): number => backoff(attempt, 500, 30_000, () => 1);
  expect([1, 2, 3, 7, 8, 500].map(most)).toEqual([500, 1000, 2000, 30_000, 30_000, 30_000]);
  expect(backoff(3, 500, 30_000, () => 0)).toBe(0);
});

test("after the last piece of work of a lane the store is asked nothing, and what comes while it is done is not missed", async () => {
  const asked: string[] = [];
  let left = 1;
  const runner: LaneRunner = startLaneRunner({
    due: () => Promise.resolve([]),
    nextDue: () => Promise.resolve(void asked.push("next")),
    step: async () => {
      asked.push("step");
      left -= 1;
      // Stored after the commit said that nothing was left.
      if (asked.length === 2) runner.wake("a");
      await setImmediate();
      return left > 0 ? true : "last";
    },
    failed: () => expect.unreachable(),
    concurrency: 2,
    now: () => 0,
  });
  await runner.idle();
  expect(asked).toEqual(["next"]);
  runner.wake("a");
  await runner.idle();
  expect(asked).toEqual(["next", "step", "step"]);
  await runner.stop();
});
