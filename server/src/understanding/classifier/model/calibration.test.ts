import { expect, test } from "vitest";
import { calibrate, confidenceOf, refusableShare } from "./calibration.ts";

/** A thousand predictions: of those with a score of 0.8, nine in ten are right, of those with 0.3 two in ten. */
const predictions = Array.from({ length: 1_000 }, (_, index) =>
  index % 2 === 0
    ? { score: 0.8, right: index % 20 !== 0, nearest: 0.5 }
    : { score: 0.3, right: index % 10 < 2, nearest: 0.5 },
);

test("confidence is the share of right predictions among those that look as good", () => {
  const calibration = calibrate(predictions, 10_000, 10);
  expect(confidenceOf(0.8, 0.5, calibration)).toBeCloseTo(0.9, 1);
  expect(confidenceOf(0.3, 0.5, calibration)).toBeCloseTo(0.2, 1);
});

test("a better score never means less confidence, even where held-out predictions say so", () => {
  const upsideDown = predictions.map((prediction) => ({ ...prediction, right: !prediction.right }));
  const calibration = calibrate(upsideDown, 10_000, 10);
  expect(confidenceOf(0.9, 0.5, calibration)).toBeGreaterThan(confidenceOf(0.2, 0.5, calibration));
});

test("without anything measured there is a curve and a threshold all the same", () => {
  const calibration = calibrate([], 0, 0);
  expect(calibration).toMatchObject({ slope: 8, offset: -4.5, certainty: 0, threshold: 0.35 });
});

test("a few examples prove little, unless the text is almost one of them", () => {
  const few = calibrate([], 4, 2);
  const many = calibrate([], 4_000, 2);
  expect(confidenceOf(1, 0.2, many)).toBeGreaterThan(0.95);
  expect(confidenceOf(1, 0.2, few)).toBeLessThan(0.5);
  expect(confidenceOf(1, 1, few)).toBeGreaterThan(0.95);
});

test.each([
  [20, 4],
  [60, 6],
  [10_000, 10],
])(
  "with %i examples of %i intents the threshold refuses a small share of the right predictions, and no more",
  (exampleCount, intentCount) => {
    const spread = Array.from({ length: 10_000 }, (_, index) => ({
      score: (index % 100) / 100,
      right: Math.floor(index / 100) < index % 100,
      nearest: 0,
    }));
    const calibration = calibrate(spread, exampleCount, intentCount);
    const right = spread.filter((prediction) => prediction.right);
    const refused = right.filter(({ score }) => confidenceOf(score, 0, calibration) < calibration.threshold);
    const refusable = refusableShare(exampleCount / intentCount);
    expect(refused.length / right.length).toBeLessThanOrEqual(refusable);
    expect(refused.length / right.length).toBeGreaterThan(refusable / 2);
    expect(calibration.threshold).toBeGreaterThanOrEqual(0.15);
    expect(calibration.threshold).toBeLessThanOrEqual(0.4);
  },
);
