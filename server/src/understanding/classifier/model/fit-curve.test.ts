import { expect, test } from "vitest";
import { assumed, fitCurve, heightOf } from "./fit-curve.ts";

test("many low scores that are right do not drive the curve away", () => {
  // 150 intents with five examples: most scores are low, and half of the predictions are right. A full step of Newton's
  // method overshoots here, and ended at an offset of -580.
  const predictions = Array.from({ length: 2_000 }, (_, index) => ({
    score: 0.05 + (index % 20) / 100,
    right: index % 2 === 0,
  }));
  const curve = fitCurve(predictions);
  expect(heightOf(curve, 0.15)).toBeGreaterThan(0.4);
  expect(heightOf(curve, 0.15)).toBeLessThan(0.6);
});

test("scores that are no numbers do not count", () => {
  const odd = [Number.NaN, Number.POSITIVE_INFINITY].map((score) => ({ score, right: true }));
  expect(fitCurve(odd)).toEqual(fitCurve([]));
  expect(fitCurve([])).toEqual({ slope: assumed.slope, offset: assumed.offset });
});
