import { expect, test } from "vitest";
import { createIdMaker } from "./id-maker.ts";

test("ids of a page sort in the order of making, and no two pages make the same", () => {
  const pages = [createIdMaker(), createIdMaker()].map((make) => Array.from({ length: 10_000 }, make));
  for (const ids of pages) expect(ids).toEqual(ids.toSorted());
  expect(new Set(pages.flat()).size).toBe(20_000);
});
