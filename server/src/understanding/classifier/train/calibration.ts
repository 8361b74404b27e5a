/**
 * Turns a score (0 to 1) into the probability that the answer is right: a logistic curve (Platt scaling), fitted to answers
 * about examples that were held out. Measured, it fits better here than the same curve over the score's logarithm or odds.
 */
export type Calibration = Curve & {
  /** 0 to 1: how much the examples can vouch for at all, however good an answer looks. */
  certainty: number;
  /** The confidence below which an answer counts as none. */
  threshold: number;
};

export type Curve = { slope: number; offset: number };

/** An answer about an example that was held out. `right` is never true of a stranger. */
export type Judged = { score: number; right: boolean };

/** What is assumed before anything was measured, and how far measurements are free to move it (standard deviations). */
const assumed = { slope: 8, offset: -4.5, slopeDeviation: 2, offsetDeviation: 1 };
const leastSlope = 2;
/** The share of right answers that may be refused so that wrong ones are too. */
const refusable = 0.15;
const leastThreshold = 0.25;
const mostThreshold = 0.35;
/** With fewer right answers than this, the threshold would be chance. */
const fewAnswers = 20;
const assumedThreshold = 0.35;
/** With so many examples, half of what looks certain is. */
const halfCertain = 4;

/** @param nearest how near the nearest example is: what is almost an example needs no others to vouch for it. */
export function confidenceOf(score: number, nearest: number, { certainty, ...curve }: Calibration): number {
  return heightOf(curve, score) * (certainty + (1 - certainty) * nearest ** 4);
}

/** @param exampleCount how many examples the final model learns from. */
export function calibrate(answers: readonly Judged[], exampleCount: number): Calibration {
  const curve = fitCurve(answers);
  const certainty = exampleCount / (exampleCount + halfCertain);
  return { ...curve, certainty, threshold: chooseThreshold(answers, curve) };
}

function heightOf({ slope, offset }: Curve, score: number): number {
  return 1 / (1 + Math.exp(-(slope * score + offset)));
}

/** Newton's method on the likelihood and what is assumed; that sum has one peak. */
function fitCurve(answers: readonly Judged[]): Curve {
  let { slope, offset } = assumed;
  for (let round = 0; round < 20; round += 1) {
    const { slopeDeviation, offsetDeviation } = assumed;
    let bySlope = (slope - assumed.slope) / slopeDeviation ** 2;
    let byOffset = (offset - assumed.offset) / offsetDeviation ** 2;
    let slopeTwice = 1 / slopeDeviation ** 2;
    let offsetTwice = 1 / offsetDeviation ** 2;
    let both = 0;
    for (const { score, right } of answers) {
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

/** The highest confidence that refuses no more right answers than it may, within bounds that make sense to a reader. */
function chooseThreshold(answers: readonly Judged[], curve: Curve): number {
  const right = answers.filter((answer) => answer.right).map(({ score }) => heightOf(curve, score));
  if (right.length < fewAnswers) return assumedThreshold;
  right.sort((a, b) => a - b);
  const chosen = right[Math.floor(right.length * refusable)] ?? assumedThreshold;
  return Math.min(mostThreshold, Math.max(leastThreshold, chosen));
}
