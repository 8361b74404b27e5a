import { expect, test } from "vitest";
import { calibrate, confidenceOf } from "./calibration.ts";

/** A thousand predictions: of those with a score of 0.8, nine in ten are right, of those with 0.3 two in ten. */
const predictions = Array.from({ length: 1_000 }, (_, index) =>
  index % 2 === 0 ? { score: 0.8, right: index % 20 !== 0 } : { score: 0.3, right: index % 10 < 2 },
);

test("confidence is the share of right predictions among those that look as good", () => {
  const calibration = calibrate(predictions, 10_000);
  expect(confidenceOf(0.8, 0.5, calibration)).toBeCloseTo(0.9, 1);
  expect(confidenceOf(0.3, 0.5, calibration)).toBeCloseTo(0.2, 1);
});

test("a better score never means less confidence, even where held-out predictions say so", () => {
  const upsideDown = predictions.map(({ score, right }) => ({ score, right: !right }));
  const calibration = calibrate(upsideDown, 10_000);
  expect(confidenceOf(0.9, 0.5, calibration)).toBeGreaterThan(confidenceOf(0.2, 0.5, calibration));
});

test("without anything measured there is a curve and a threshold all the same", () => {
  const calibration = calibrate([], 0);
  expect(calibration).toMatchObject({ slope: 8, offset: -4.5, certainty: 0, threshold: 0.35 });
});

test("a few examples prove little, unless the text is almost one of them", () => {
  const few = calibrate([], 4);
  const many = calibrate([], 4_000);
  expect(confidenceOf(1, 0.2, many)).toBeGreaterThan(0.95);
  expect(confidenceOf(1, 0.2, few)).toBeLessThan(0.5);
  expect(confidenceOf(1, 1, few)).toBeGreaterThan(0.95);
});

test("the threshold refuses a small share of the right predictions, and no more", () => {
  const spread = Array.from({ length: 400 }, (_, index) => ({ score: (index % 100) / 100, right: index % 100 >= 25 }));
  const calibration = calibrate(spread, 10_000);
  const right = spread.filter((prediction) => prediction.right);
  const refused = right.filter(({ score }) => confidenceOf(score, 0, calibration) < calibration.threshold);
  expect(refused.length / right.length).toBeLessThanOrEqual(0.15);
  expect(calibration.threshold).toBeGreaterThanOrEqual(0.15);
  expect(calibration.threshold).toBeLessThanOrEqual(0.4);
});
