import { setTimeout as delay } from "node:timers/promises";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { FairQueue } from "@causerie/server/pipeline/lanes/fair-queue.ts";
import { type LaneRunnerOptions, startLaneRunner } from "@causerie/server/pipeline/lanes/lane-runner.ts";
import { RunningShares } from "@causerie/server/pipeline/lanes/share.ts";

/** A runner whose lanes each have one piece of work, which ends when `release` says so. */
function startHeld(options: Partial<LaneRunnerOptions> = {}) {
  const begun: string[] = [];
  const waiting = new Set<string>();
  const gate = Promise.withResolvers<void>();
  const runner = startLaneRunner({
    due: () => Promise.resolve([]),
    nextDue: () => Promise.resolve(undefined),
    step: async (lane) => {
      if (!waiting.delete(lane)) return false;
      begun.push(lane);
      await gate.promise;
      return true;
    },
    failed: () => undefined,
    concurrency: 4,
    asleepAfterMs: 20,
    now: () => 0,
    ...options,
  });
  const wake = (lane: string, outer: string, inner: string): void => {
    waiting.add(lane);
    runner.wake(lane, { outer, inner });
  };
  return { runner, begun, wake, release: () => gate.resolve() };
}

test("work that only waits gives its place to others", async () => {
  const { runner, begun, wake, release } = startHeld();
  for (let lane = 0; lane < 40; lane += 1) wake(`slow${lane}`, "web", "one address");
  wake("other", "web", "another address");
  await expect.poll(() => begun.length).toBe(41);
  // Its turn came after the first places, not after all who came before it.
  expect(begun.indexOf("other")).toBeLessThan(6);
  release();
  await runner.stop();
});

test("one address, and one connector, have bounds of their own, and what is over them holds up nobody", async () => {
  const { runner, begun, wake, release } = startHeld({ most: { all: 20, outer: 10, inner: 5 } });
  const of = (name: string) => begun.filter((lane) => lane.startsWith(name)).length;
  for (let lane = 0; lane < 30; lane += 1) wake(`a${lane}`, "web", "a");
  for (let lane = 0; lane < 30; lane += 1) wake(`b${lane}`, "web", "b");
  for (let lane = 0; lane < 30; lane += 1) wake(`c${lane}`, "web", "c");
  await expect.poll(() => begun.length).toBe(10);
  await delay(100);
  expect([of("a"), of("b"), of("c")].every((count) => count <= 5)).toBe(true);
  expect(begun).toHaveLength(10);
  wake("page", "messenger", "ada");
  await expect.poll(() => begun).toContain("page");
  release();
  await runner.idle();
  expect(begun).toHaveLength(91);
  await runner.stop();
});

test("a lane's next piece of work does not come before those who waited", async () => {
  const done: string[] = [];
  const left = new Map([["busy", 50]]);
  const runner = startLaneRunner({
    due: () => Promise.resolve([]),
    nextDue: () => Promise.resolve(undefined),
    step: async (lane) => {
      const count = left.get(lane) ?? 0;
      if (count === 0) return false;
      await delay(1);
      left.set(lane, count - 1);
      done.push(lane);
      return true;
    },
    failed: () => undefined,
    concurrency: 1,
    now: () => 0,
  });
  runner.wake("busy", { outer: "web", inner: "a" });
  left.set("quiet", 1);
  runner.wake("quiet", { outer: "web", inner: "b" });
  await runner.idle();
  expect(done.indexOf("quiet")).toBeLessThan(3);
  expect(done).toHaveLength(51);
  await runner.stop();
});

test("whoever waits is taken in turn: nobody waits for more than one of each other share", () => {
  const lane = fc.record({ outer: fc.constantFrom("web", "page"), inner: fc.constantFrom("a", "b", "c", "d") });
  fc.assert(
    fc.property(fc.array(lane, { minLength: 1, maxLength: 60 }), (shares) => {
      const queue = new FairQueue();
      const running = new RunningShares({ all: Infinity, outer: Infinity, inner: Infinity });
      shares.forEach((share, index) => queue.add(String(index), share));
      const taken = Array.from({ length: shares.length }, () => {
        const share = shares[Number(queue.take(running))];
        if (share !== undefined) running.add(share);
        return share;
      });
      expect(queue.size).toBe(0);
      expect(queue.take(running)).toBeUndefined();
      // Each share's first is taken within one round of all that there are.
      const rounds = new Set(shares.map(({ outer, inner }) => `${outer} ${inner}`));
      for (const name of rounds) {
        const first = taken.findIndex((share) => `${share?.outer} ${share?.inner}` === name);
        expect(first).toBeLessThan(2 * rounds.size);
      }
    }),
  );
});

test("work of which nobody knew whose it is takes no place of others, once that is known", async () => {
  const gate = Promise.withResolvers<void>();
  const begun: string[] = [];
  const left = new Set<string>();
  const runner = startLaneRunner({
    due: () => Promise.resolve([]),
    nextDue: () => Promise.resolve(undefined),
    step: async (lane, slot) => {
      // As the store would say.
      await Promise.resolve();
      if (!left.has(lane)) return false;
      if (!slot.mayJoin({ outer: lane.startsWith("dead") ? "dead" : "living", inner: "words" })) return "no_room";
      left.delete(lane);
      begun.push(lane);
      if (lane.startsWith("dead")) await gate.promise;
      return true;
    },
    failed: () => undefined,
    concurrency: 4,
    asleepAfterMs: 1,
    most: { all: 8, outer: 4, inner: 4 },
    now: () => 0,
  });
  const wake = (lane: string): void => {
    left.add(lane);
    runner.wake(lane);
  };
  for (let lane = 0; lane < 30; lane += 1) wake(`dead${lane}`);
  await expect.poll(() => begun.length).toBe(4);
  for (let lane = 0; lane < 30; lane += 1) wake(`living${lane}`);
  await expect.poll(() => begun.length).toBe(34);
  gate.resolve();
  await runner.idle();
  expect(begun).toHaveLength(60);
  await runner.stop();
});
