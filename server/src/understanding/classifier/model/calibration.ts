import { fitCurve, heightOf, type Curve, type ScoredPrediction } from "./fit-curve.ts";

/** How sure a prediction is, and from where on it counts. Learnt from predictions for held-out examples. */
export type Calibration = Curve & {
  /** 0 to 1: the upper limit of confidence. Few examples cannot prove more, however good a prediction looks. */
  certainty: number;
  /** The confidence below which a prediction does not count. */
  threshold: number;
};

/**
 * The share of right held-out predictions that may be refused, in order to refuse wrong ones too. The final model learns a fifth
 * more than those that were held out of, so it refuses fewer; the fewer the examples of an intent, the more that fifth is worth.
 */
export function refusableShare(perIntent: number): number {
  return Math.max(0.09, 0.07 + 0.2 / Math.max(1, perIntent));
}

const leastThreshold = 0.15;
const mostThreshold = 0.4;
/** With fewer right predictions than this, the threshold would be chance. */
const fewPredictions = 20;
const assumedThreshold = 0.35;
/** With so many examples, half of the predictions that look certain are right. */
const halfCertain = 4;

/** @param nearest how near the nearest example is: a text that is almost an example is certain even if there are few examples. */
export function confidenceOf(
  score: number,
  nearest: number,
  { certainty, ...curve }: Omit<Calibration, "threshold">,
): number {
  return heightOf(curve, score) * (certainty + (1 - certainty) * nearest ** 4);
}

/** `nearest`: how near the nearest example is. */
export type MeasuredPrediction = ScoredPrediction & { nearest: number };

/** @param exampleCount how many examples the final model learns. @param intentCount of how many intents they are. */
export function calibrate(
  predictions: readonly MeasuredPrediction[],
  exampleCount: number,
  intentCount: number,
): Calibration {
  const certainty = exampleCount / (exampleCount + halfCertain);
  const calibration = { ...fitCurve(predictions), certainty };
  return {
    ...calibration,
    threshold: chooseThreshold(predictions, calibration, refusableShare(exampleCount / Math.max(1, intentCount))),
  };
}

/**
 * The highest confidence that refuses no more right predictions than allowed, within bounds that make sense to a reader. What few
 * examples take from the confidence is in what is allowed: a threshold on the bare curve would refuse more than that.
 */
function chooseThreshold(
  predictions: readonly MeasuredPrediction[],
  calibration: Omit<Calibration, "threshold">,
  refusable: number,
): number {
  const right = predictions
    .filter((prediction) => prediction.right)
    .map(({ score, nearest }) => confidenceOf(score, nearest, calibration));
  if (right.length < fewPredictions) return assumedThreshold;
  right.sort((a, b) => a - b);
  const chosen = right[Math.floor(right.length * refusable)] ?? assumedThreshold;
  return Math.min(mostThreshold, Math.max(leastThreshold, chosen));
}
