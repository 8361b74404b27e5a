import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Expiries } from "./expiries.ts";

const minute = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function connect(): { ended: number[]; end: () => void } {
  const ended: number[] = [];
  return { ended, end: () => void ended.push(Date.now()) };
}

test("each ends when its token expires, whichever was added first", () => {
  using expiries = new Expiries(Date.now);
  const [late, soon] = [connect(), connect()];
  const start = Date.now();
  expiries.set(late, start + 2 * minute);
  expiries.set(soon, start + minute);
  vi.advanceTimersByTime(3 * minute);
  expect(soon.ended).toEqual([start + minute]);
  expect(late.ended).toEqual([start + 2 * minute]);
});

test("a renewed token ends nothing at the time of the old one, and one that has left is not ended", () => {
  using expiries = new Expiries(Date.now);
  const [renewed, gone] = [connect(), connect()];
  const start = Date.now();
  expiries.set(renewed, start + minute);
  expiries.set(gone, start + minute);
  expiries.set(renewed, start + 3 * minute);
  expiries.delete(gone);
  vi.advanceTimersByTime(4 * minute);
  expect(renewed.ended).toEqual([start + 3 * minute]);
  expect(gone.ended).toEqual([]);
});

test("a thousand that expire one millisecond apart are looked through a few times, and none is late by more than 0.1 s", () => {
  let looks = 0;
  using expiries = new Expiries(() => {
    looks += 1;
    return Date.now();
  });
  const start = Date.now();
  const all = Array.from({ length: 1_000 }, connect);
  for (const [index, one] of all.entries()) expiries.set(one, start + minute + index);
  vi.advanceTimersByTime(2 * minute);
  const late = all.map(({ ended }, index) => (ended[0] ?? Infinity) - (start + minute + index));
  expect(Math.max(...late)).toBeLessThanOrEqual(100);
  expect(looks).toBeLessThan(50);
});

test("a token that is good for longer than a timer can wait does not end at once", () => {
  using expiries = new Expiries(Date.now);
  const one = connect();
  expiries.set(one, Date.now() + 2 ** 31 + minute);
  vi.advanceTimersByTime(minute);
  expect(one.ended).toEqual([]);
});
