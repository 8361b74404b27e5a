import { expect, test } from "vitest";
import { arcPath, arcsOf, barsOf, pointsOf } from "./chart-shapes.ts";

test("bars begin at zero, and are as long as their values", () => {
  expect(barsOf([0, 5, 10])).toEqual([
    { start: 0, length: 0 },
    { start: 0, length: 0.5 },
    { start: 0, length: 1 },
  ]);
  expect(barsOf([-5, 15])).toEqual([
    { start: 0, length: 0.25 },
    { start: 0.25, length: 0.75 },
  ]);
  expect(barsOf([0])).toEqual([{ start: 0, length: 0 }]);
});

test("a line has its least value at the bottom, and a level one in the middle", () => {
  expect(pointsOf([1, 3, 2])).toEqual([
    { x: 0, y: 1 },
    { x: 0.5, y: 0 },
    { x: 1, y: 0.5 },
  ]);
  expect(pointsOf([7])).toEqual([{ x: 0.5, y: 0.5 }]);
});

test("a ring is full, unless there is nothing", () => {
  expect(arcsOf([1, 3])).toEqual([
    { start: 0, length: 0.25 },
    { start: 0.25, length: 0.75 },
  ]);
  expect(arcsOf([0, 0])).toEqual([
    { start: 0, length: 0 },
    { start: 0, length: 0 },
  ]);
});

test("pieces of a ring are drawn from the top, with the clock, and a gap between them", () => {
  expect(arcPath({ start: 0, length: 0.25 })).toBe("M20.00 5.00A15 15 0 0 1 34.99 19.43");
  expect(arcPath({ start: 0.25, length: 0.75 })).toBe("M35.00 20.00A15 15 0 1 1 19.43 5.01");
  expect(arcPath({ start: 0, length: 1 })).toMatch(/^M20.00 5.00A15 15 0 1 1 19\./);
  expect(arcPath({ start: 0.5, length: 0 })).toBe("");
});

test("whatever the values, every shape is within the picture", () => {
  const odd = [0, -0, 1, -1, 0.1, 1e300, -1e300, Number.MIN_VALUE, Number.MAX_VALUE, -Number.MAX_VALUE, 7, 7];
  const isWithin = (share: number): boolean => share >= -1e-9 && share <= 1 + 1e-9;
  for (const [at] of odd.entries())
    for (let count = 1; count <= odd.length; count += 1) {
      const values = Array.from({ length: count }, (_, index) => odd[(at + index * 5) % odd.length] ?? 0);
      for (const { start, length } of barsOf(values))
        expect(isWithin(start) && isWithin(length) && isWithin(start + length), `bars of ${values.join()}`).toBe(true);
      for (const { x, y } of pointsOf(values))
        expect(isWithin(x) && isWithin(y), `line of ${values.join()}`).toBe(true);
      for (const { start, length } of arcsOf(values.map(Math.abs)))
        expect(isWithin(start) && isWithin(length), `ring of ${values.join()}`).toBe(true);
    }
});
