import { expect, test } from "vitest";
import { Pacing } from "./pacing.ts";

/** When each of these lanes goes, if all ask at 0 and come back when they are told to. */
function times(lanes: number, perSecond: number): number[] {
  const pacing = new Pacing();
  return Array.from({ length: lanes }, (_, lane) => pacing.take("page", `lane-${lane}`, perSecond, 0));
}

test("without a limit nobody waits", () => {
  const pacing = new Pacing();
  expect(Array.from({ length: 1_000 }, () => pacing.take("page", "ada", undefined, 0)).every((ms) => ms === 0)).toBe(
    true,
  );
});

test("one second's worth goes at once, and the rest evenly, each lane at a time of its own", () => {
  expect(times(8, 4)).toEqual([0, 0, 0, 0, 250, 500, 750, 1_000]);
});

test("a lane that comes back at its time goes then, and does not count again", () => {
  const pacing = new Pacing();
  for (let lane = 0; lane < 4; lane += 1) pacing.take("page", `lane-${lane}`, 4, 0);
  expect(pacing.take("page", "ada", 4, 0)).toBe(250);
  expect(pacing.take("page", "ada", 4, 100)).toBe(150);
  expect(pacing.take("page", "ada", 4, 250)).toBe(0);
  expect(pacing.take("page", "bob", 4, 250)).toBe(250);
});

test("after a quiet second, a whole second's worth may go again, and no more than that", () => {
  const pacing = new Pacing();
  for (let lane = 0; lane < 4; lane += 1) pacing.take("page", `lane-${lane}`, 4, 0);
  const later = Array.from({ length: 5 }, (_, lane) => pacing.take("page", `later-${lane}`, 4, 60_000));
  expect(later).toEqual([0, 0, 0, 0, 250]);
});

test("connectors do not count for each other", () => {
  const pacing = new Pacing();
  expect(pacing.take("page", "ada", 1, 0)).toBe(0);
  expect(pacing.take("other", "bob", 1, 0)).toBe(0);
  expect(pacing.take("page", "cem", 1, 0)).toBe(1_000);
});

test("a platform may allow less than one message in a second", () => {
  expect(times(3, 0.5)).toEqual([0, 2_000, 4_000]);
});

test("in no second more goes than one second's worth at once and another one spread over it", () => {
  const sent = times(100, 10);
  for (let start = 0; start < 10_000; start += 100)
    expect(sent.filter((at) => at >= start && at < start + 1_000).length).toBeLessThanOrEqual(20);
  expect(Math.max(...sent)).toBe(9_000);
});

test("when the rate rises, those who wait already go at the new rate, and nobody new waits for the old one", () => {
  const pacing = new Pacing();
  for (let lane = 0; lane < 1_000; lane += 1) pacing.take("page", `lane-${lane}`, 0.75, 0);
  const waits = Array.from({ length: 999 }, (_, lane) => pacing.take("page", `lane-${lane + 1}`, 300, 300_000));
  // The slots of 225 have passed meanwhile; the others go within a few seconds.
  expect(waits.filter((ms) => ms === 0)).toHaveLength(225);
  expect(Math.max(...waits)).toBeLessThan(3_000);
  expect(pacing.take("page", "new", 300, 300_000)).toBeLessThan(3_000);
});

test("when the rate falls, those who wait already go at the new rate", () => {
  const pacing = new Pacing();
  for (let lane = 0; lane < 20; lane += 1) pacing.take("page", `lane-${lane}`, 10, 0);
  const waits = Array.from({ length: 10 }, (_, lane) => pacing.take("page", `lane-${lane + 10}`, 1, 0));
  expect(waits).toEqual([1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000, 9_000, 10_000]);
});

test("after a busy second at a high rate, a low one begins at once: what went does not count for longer", () => {
  const pacing = new Pacing();
  for (let lane = 0; lane < 300; lane += 1) expect(pacing.take("page", `lane-${lane}`, 300, 0)).toBe(0);
  expect(pacing.take("page", "ada", 1, 0)).toBe(1_000);
});

test("no lane is away for longer than a minute, and those who wait long do not come back together", () => {
  const waits = times(1_000, 1).slice(100);
  expect(Math.max(...waits)).toBeLessThan(60_000);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(30_000);
  expect(new Set(waits).size).toBe(30);
});

test("a lane that asks again before its time keeps its slot", () => {
  const pacing = new Pacing();
  const all = Array.from({ length: 200 }, (_, lane) => `lane-${lane}`);
  const due = new Map(all.map((lane) => [lane, 0]));
  const went: string[] = [];
  for (let now = 0; went.length < all.length && now < 1_000_000; now += 500)
    for (const [lane, at] of due) {
      if (at > now) continue;
      const wait = pacing.take("page", lane, 1, now);
      if (wait === 0 && due.delete(lane)) went.push(lane);
      else due.set(lane, now + wait);
    }
  expect(went).toEqual(all);
});

const rates = [0.75, 3, 20, 300];
const changes = rates.flatMap((first) =>
  rates.flatMap((second) => rates.map((third) => [first, second, third] as const)),
);

test.each(changes)(
  "at %d, then %d, then %d per second nobody is forgotten, and never more goes than twice the highest rate",
  (first, second, third) => {
    const pacing = new Pacing();
    const rateAt = (now: number): number => (now < 20_000 ? first : now < 50_000 ? second : third);
    const due = new Map(Array.from({ length: 150 }, (_, lane) => [`lane-${lane}`, 0]));
    const went: number[] = [];
    for (let now = 0; due.size > 0 && now < 400_000; now += 100)
      for (const [lane, at] of due) {
        if (at > now) continue;
        const wait = pacing.take("page", lane, rateAt(now), now);
        if (wait === 0 && due.delete(lane)) went.push(now);
        else due.set(lane, now + wait);
      }
    expect(due.size).toBe(0);
    const inSecond = went.map((start, index) => went.slice(index).filter((at) => at < start + 1_000).length);
    expect(Math.max(...inSecond)).toBeLessThanOrEqual(2 * Math.max(1, first, second, third));
  },
);
