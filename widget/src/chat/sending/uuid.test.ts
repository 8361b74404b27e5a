import { expect, test } from "vitest";
import { createUuidMaker } from "./uuid.ts";

test("ids are UUIDs of version 7", () => {
  const id = createUuidMaker(() => 0x0190_1234_5678)();
  expect(id).toMatch(/^01901234-5678-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("ids sort in the order of making, also within a millisecond and when the clock is set back", () => {
  let now = 1_800_000_000_000;
  const make = createUuidMaker(() => now);
  const ids = Array.from({ length: 10_000 }, (_, index) => {
    if (index === 5000) now -= 1000;
    return make();
  });
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(ids.length);
});
