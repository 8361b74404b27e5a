import { expect, test } from "vitest";
import { HandshakePace } from "./handshake-pace.ts";

const delays = (pace: HandshakePace, now: number, count: number): number[] =>
  Array.from({ length: count }, () => pace.delay(now));

test("ten handshakes pass at once, and then one a second", () => {
  const pace = new HandshakePace(0);
  expect(delays(pace, 0, 13)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1000, 2000, 3000]);
});

test("who has been calm may be quick again", () => {
  const pace = new HandshakePace(0);
  delays(pace, 0, 12);
  expect(delays(pace, 4000, 5)).toEqual([0, 0, 0, 0, 1000]);
  expect(delays(pace, 60_000, 11)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1000]);
});

test("nobody passes those who are held back", () => {
  const pace = new HandshakePace(0);
  delays(pace, 0, 15);
  expect(pace.delay(2500)).toBe(3500);
});
