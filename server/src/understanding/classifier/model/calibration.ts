/**
 * Turns a score (0 to 1) into the probability that the prediction is right: a logistic curve (Platt scaling), fitted to
 * predictions for held-out examples. Measurements show that it fits better than the same curve over the score's logarithm
 * or odds.
 */
export type Calibration = Curve & {
  /** 0 to 1: the upper limit of confidence. Few examples cannot prove more, however good a prediction looks. */
  certainty: number;
  /** The confidence below which a prediction does not count. */
  threshold: number;
};

export type Curve = { slope: number; offset: number };

/** A prediction for a held-out example. `right` is never true for an example whose intent was not learnt. */
export type ScoredPrediction = { score: number; right: boolean };

/** The curve that is assumed without measurements, and how far measurements may move it (standard deviations). */
const assumed = { slope: 8, offset: -4.5, slopeDeviation: 2, offsetDeviation: 1 };
const leastSlope = 2;
/** The share of right predictions that may be refused, in order to refuse wrong ones too. */
const refusable = 0.15;
const leastThreshold = 0.25;
const mostThreshold = 0.35;
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

function heightOf({ slope, offset }: Curve, score: number): number {
  return 1 / (1 + Math.exp(-(slope * score + offset)));
}

/** Newton's method on the sum of the log-likelihood and the assumption. That sum has one peak. */
function fitCurve(predictions: readonly ScoredPrediction[]): Curve {
  let { slope, offset } = assumed;
  for (let round = 0; round < 20; round += 1) {
    const { slopeDeviation, offsetDeviation } = assumed;
    let bySlope = (slope - assumed.slope) / slopeDeviation ** 2;
    let byOffset = (offset - assumed.offset) / offsetDeviation ** 2;
    let slopeTwice = 1 / slopeDeviation ** 2;
    let offsetTwice = 1 / offsetDeviation ** 2;
    let both = 0;
    for (const { score, right } of predictions) {
      const confidence = heightOf({ slope, offset }, score);
      const error = confidence - (right ? 1 : 0);
      const spread = confidence * (1 - confidence);
      bySlope += error * score;
      byOffset += error;
      slopeTwice += spread * score * score;
      offsetTwice += spread;
      both += spread * score;
    }
    const determinant = slopeTwice * offsetTwice - both * both;
    slope -= (offsetTwice * bySlope - both * byOffset) / determinant;
    offset -= (slopeTwice * byOffset - both * bySlope) / determinant;
  }
  return { slope: Math.max(leastSlope, slope), offset };
}

/** The highest confidence that refuses no more right predictions than allowed, within bounds that make sense to a reader. */
function chooseThreshold(predictions: readonly ScoredPrediction[], curve: Curve): number {
  const right = predictions.filter((prediction) => prediction.right).map(({ score }) => heightOf(curve, score));
  if (right.length < fewPredictions) return assumedThreshold;
  right.sort((a, b) => a - b);
  const chosen = right[Math.floor(right.length * refusable)] ?? assumedThreshold;
  return Math.min(mostThreshold, Math.max(leastThreshold, chosen));
}
