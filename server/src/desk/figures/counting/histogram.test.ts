import { expect, test } from "vitest";
import { bucketOf, endOf, percentile } from "./histogram.ts";

/** Times from 10 ms to some hours, as they are: many short ones and few long ones. */
const times = Array.from({ length: 2_000 }, (_, index) => Math.round(10 * 1.008 ** ((index * 7_919) % 2_000)));

test.for([0.01, 0.5, 0.9, 1])("the percentile %d of added buckets is within 5 % of the one of all times", (share) => {
  const buckets = new Map<number, number>();
  for (const ms of times) buckets.set(bucketOf(ms), (buckets.get(bucketOf(ms)) ?? 0) + 1);
  const exact = times.toSorted((a, b) => a - b)[Math.ceil(share * times.length) - 1] ?? 0;
  expect(Math.abs((percentile(buckets, share) ?? 0) / exact - 1)).toBeLessThan(0.051);
});

test("a time stands in the bucket that ends at or above it", () => {
  for (const ms of times) {
    expect(endOf(bucketOf(ms))).toBeGreaterThanOrEqual(ms - 1);
    expect(endOf(bucketOf(ms) - 1)).toBeLessThanOrEqual(ms + 1);
  }
});

test("what takes no time at all, or years, is counted, too", () => {
  expect(bucketOf(0)).toBe(0);
  expect(bucketOf(-5)).toBe(0);
  expect(bucketOf(1e12)).toBe(bucketOf(1e13));
});

test("nothing counted has no percentile", () => {
  expect(percentile(new Map(), 0.5)).toBeUndefined();
});
