import { fitCurve, heightOf, type Curve, type ScoredPrediction } from "./fit-curve.ts";

/** How sure a prediction is, and from where on it counts. Learnt from predictions for held-out examples. */
export type Calibration = Curve & {
  /** 0 to 1: the upper limit of confidence. Few examples cannot prove more, however good a prediction looks. */
  certainty: number;
  /** The confidence below which a prediction does not count. */
  threshold: number;
};

/** The share of right predictions that may be refused, in order to refuse wrong ones too. */
const refusable = 0.11;
const leastThreshold = 0.15;
const mostThreshold = 0.4;
/** With fewer right predictions than this, the threshold would be chance. */
const fewPredictions = 20;
const assumedThreshold = 0.35;
/** With so many examples, half of the predictions that look certain are right. */
const halfCertain = 4;

/** @param nearest how near the nearest example is: a text that is almost an example is certain even if there are few examples. */
export function confidenceOf(score: number, nearest: number, { certainty, ...curve }: Calibration): number {
  return heightOf(curve, score) * (certainty + (1 - certainty) * nearest ** 4);
}

/** @param exampleCount how many examples the final model learns. */
export function calibrate(predictions: readonly ScoredPrediction[], exampleCount: number): Calibration {
  const curve = fitCurve(predictions);
  const certainty = exampleCount / (exampleCount + halfCertain);
  return { ...curve, certainty, threshold: chooseThreshold(predictions, curve) };
}

/** The highest confidence that refuses no more right predictions than allowed, within bounds that make sense to a reader. */
function chooseThreshold(predictions: readonly ScoredPrediction[], curve: Curve): number {
  const right = predictions.filter((prediction) => prediction.right).map(({ score }) => heightOf(curve, score));
  if (right.length < fewPredictions) return assumedThreshold;
  right.sort((a, b) => a - b);
  const chosen = right[Math.floor(right.length * refusable)] ?? assumedThreshold;
  return Math.min(mostThreshold, Math.max(leastThreshold, chosen));
}
