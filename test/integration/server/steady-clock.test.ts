import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createSteadyClock } from "@causerie/server/app/steady-clock.ts";

function testClock(reached?: number) {
  const time = { wall: 1_000_000, elapsed: 0 };
  const clock = createSteadyClock({
    wall: () => time.wall,
    elapsed: () => time.elapsed,
    ...(reached === undefined ? {} : { reached }),
  });
  return { time, clock };
}

test("when the machine's clock is set back, waits go on as long as they would have", () => {
  const { time, clock } = testClock();
  const due = clock.now() + 500;
  time.wall -= 3_600_000;
  time.elapsed += 499.5;
  expect(clock.now()).toBe(due - 1);
  time.elapsed += 1;
  expect(clock.now()).toBe(due);
  expect(clock.aheadMs()).toBe(3_600_500.5);
});

test("a new process goes on where the one before it was", () => {
  const { time, clock } = testClock(5_000_000);
  expect(clock.now()).toBe(5_000_000);
  time.wall = 6_000_000;
  expect(clock.now()).toBe(6_000_000);
  expect(clock.aheadMs()).toBe(0);
});

test("however the machine's clock is set, time never goes back, never stands still, and is never behind that clock", () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: -1e6, max: 1e6 })));
  fc.assert(
    fc.property(steps, (taken) => {
      const { time, clock } = testClock();
      let before = clock.now();
      for (const [passed, set] of taken) {
        time.elapsed += passed;
        time.wall += passed + set;
        const now = clock.now();
        expect(now).toBeGreaterThanOrEqual(Math.max(before + passed, time.wall));
        expect(Number.isInteger(now)).toBe(true);
        before = now;
      }
    }),
  );
});
