import { expect, test } from "vitest";
import { backoff } from "./backoff.ts";

test("the wait may be anywhere between nothing and a step that doubles up to 2 s, and is longer after many tries", () => {
  expect([1, 2, 3, 4, 40, 41, 1000].map((attempt) => backoff(attempt, 1))).toEqual([
    300, 600, 1200, 2000, 2000, 15_000, 15_000,
  ]);
  expect(backoff(5, 0)).toBe(0);
});

test("a server's own wish comes first, within reason", () => {
  expect(backoff(1, 0.5, 2000)).toBe(2150);
  expect([1000, 5000].map((asked) => backoff(9, 1, asked))).toEqual([2000, 7000]);
  expect(backoff(1, 0, 24 * 3600 * 1000)).toBe(300_000);
});
