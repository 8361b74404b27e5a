import { expect, test } from "vitest";
import { parseRetryAfter } from "./retry-after.ts";

test("a number of seconds becomes milliseconds; anything else names no wait", () => {
  expect([parseRetryAfter("20"), parseRetryAfter("0.5")]).toEqual([20_000, 500]);
  for (const header of [null, "", "soon", "-5", "0", "Infinity"]) expect(parseRetryAfter(header)).toBeUndefined();
});
