import { expect, test } from "vitest";
import { bounded, least, parseSize, usualSize } from "./kept-size.ts";

test.each([
  null,
  undefined,
  1,
  "x",
  [],
  {},
  { width: "400", height: 500 },
  { width: Number.NaN, height: 500 },
  { width: 400 },
])("%j is the usual size", (input) => {
  expect(parseSize(input)).toEqual(usualSize);
});

test("what was kept is read, and is never too small to write in", () => {
  expect(parseSize({ width: 500, height: 700, expanded: true })).toEqual({ width: 500, height: 700, expanded: true });
  expect(parseSize({ width: -5, height: 1, expanded: "yes" })).toEqual({ ...least, expanded: false });
  expect(bounded(500.4, 1)).toEqual({ width: 500, height: least.height });
});
