import { expect, test } from "vitest";
import { BoundedMap } from "./bounded-map.ts";

test("what was set longest ago goes first, and what is set again is the newest", () => {
  const map = new BoundedMap<string, number>(2);
  map.set("a", 1).set("b", 2).set("a", 3).set("c", 4);
  expect([...map]).toEqual([
    ["a", 3],
    ["c", 4],
  ]);
});

test("one that may hold nothing holds nothing, also under a key that is undefined", () => {
  expect(new BoundedMap<undefined, number>(0).set(undefined, 1).size).toBe(0);
});
