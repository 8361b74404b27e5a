import { expect, test } from "vitest";
import { addFeature, findFeature, makeFeatureTable } from "./feature-table.ts";

test("features keep their numbers while the table grows", () => {
  const table = makeFeatureTable();
  const hashes = Array.from({ length: 20_000 }, (_, index) => Math.imul(index + 1, 0x9e3779b1));
  for (const [index, hash] of hashes.entries()) expect(addFeature(table, hash, 1)).toBe(index);
  for (const [index, hash] of hashes.entries()) expect(findFeature(table, hash)).toBe(index);
  expect(addFeature(table, hashes[7] ?? 0, 1)).toBe(7);
  expect(table.size).toBe(20_000);
});

test("hashes that want the same slot are kept apart", () => {
  const table = makeFeatureTable();
  expect(addFeature(table, 5, 1)).toBe(0);
  expect(addFeature(table, 5 + 1024, 1)).toBe(1);
  expect(addFeature(table, 5 + 2048, 1)).toBe(2);
  expect(findFeature(table, 5 + 1024)).toBe(1);
  expect(findFeature(table, 5 + 4096)).toBe(-1);
  expect(findFeature(table, 0)).toBe(-1);
});
