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
