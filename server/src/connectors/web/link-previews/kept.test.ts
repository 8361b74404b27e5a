import { expect, test } from "vitest";
import { Kept } from "./kept.ts";

test("what is over, or read longest ago when there is no more room, is forgotten", () => {
  let now = 0;
  const kept = new Kept<string>({ most: 10, now: () => now });
  kept.set("a", "A", 100, 4);
  kept.set("b", "B", 50, 4);
  expect([kept.get("a"), kept.get("b")]).toEqual(["A", "B"]);
  kept.get("a");
  kept.set("c", "C", 100, 4);
  expect([kept.get("a"), kept.get("b"), kept.get("c")]).toEqual(["A", undefined, "C"]);
  now = 100;
  expect([kept.get("a"), kept.get("c")]).toEqual([undefined, undefined]);
  kept.set("d", "D", 100, 11);
  expect(kept.get("d")).toBeUndefined();
});
