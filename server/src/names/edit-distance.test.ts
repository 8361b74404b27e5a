import { expect, test } from "vitest";
import { editDistance } from "./edit-distance.ts";

test("a letter too much, too few or wrong is one error, and so are two neighbours exchanged", () => {
  expect(editDistance("lille", "lille", 2)).toBe(0);
  expect(editDistance("lile", "lille", 2)).toBe(1);
  expect(editDistance("lillle", "lille", 2)).toBe(1);
  expect(editDistance("lilla", "lille", 2)).toBe(1);
  expect(editDistance("lilel", "lille", 2)).toBe(1);
  expect(editDistance("ilelle", "lille", 2)).toBe(2);
  expect(editDistance("", "ab", 2)).toBe(2);
});

test("beyond the bound it only says so", () => {
  expect(editDistance("kitten", "sitting", 3)).toBe(3);
  expect(editDistance("kitten", "sitting", 2)).toBe(3);
  expect(editDistance("paris", "lyon", 1)).toBe(2);
  expect(editDistance("a".repeat(10_000), "b".repeat(10_000), 2)).toBe(3);
  expect(editDistance("abc", "abc", 0)).toBe(0);
  expect(editDistance("abc", "abd", 0)).toBe(1);
});
