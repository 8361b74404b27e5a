import { expect, test } from "vitest";
import { climb } from "./climb.ts";

test("the line climbs from the lowest station to the highest, by so many metres in a kilometre", () => {
  const { metres, km, perMille } = climb();
  expect(metres).toBe(1126 - 4);
  expect(km).toBeGreaterThan(45);
  expect(km).toBeLessThan(60);
  expect(perMille).toBeCloseTo(metres / km);
});
