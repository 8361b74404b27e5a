/**
 * Turns a score (0 to 1) into the probability that the prediction is right: a logistic curve (Platt scaling), fitted to
 * predictions for held-out examples. Measurements show that it fits better than the same curve over the score's logarithm
 * or odds.
 */
export type Curve = { slope: number; offset: number };

/** A prediction for a held-out example. `right` is never true for an example whose intent was not learnt. */
export type ScoredPrediction = { score: number; right: boolean };

/** The curve that is assumed without measurements, and how far measurements may move it (standard deviations). */
export const assumed = { slope: 8, offset: -4.5, slopeDeviation: 2, offsetDeviation: 1 };
/** A flatter curve would call a good score hardly better than a bad one. */
export const leastSlope = 2;

const mostRounds = 100;
const mostHalvings = 60;
/** The fit ends when a round lowers the loss by less than this share. */
const worthwhile = 1e-12;

/** How probable it is that a prediction with this score is right. */
export function heightOf({ slope, offset }: Curve, score: number): number {
  return 1 / (1 + Math.exp(-(slope * score + offset)));
}

/** Where measurements are so odd that they fit no curve, the assumed one is the safe one. */
export function fitCurve(predictions: readonly ScoredPrediction[]): Curve {
  const usable = predictions.filter(({ score }) => Number.isFinite(score));
  const free = descend(usable, { slope: assumed.slope, offset: assumed.offset }, true);
  // The offset belongs to its slope: a slope that is held at its bound needs an offset of its own.
  const curve = free.slope >= leastSlope ? free : descend(usable, { slope: leastSlope, offset: free.offset }, false);
  return Number.isFinite(curve.slope) && Number.isFinite(curve.offset)
    ? curve
    : { slope: assumed.slope, offset: assumed.offset };
}

/**
 * Newton's method on the loss, which has one lowest point. Far from it a full step overshoots, more each time, so a step is
 * halved until it lowers the loss.
 */
function descend(predictions: readonly ScoredPrediction[], start: Curve, moveSlope: boolean): Curve {
  let curve = start;
  let loss = lossOf(predictions, curve);
  for (let round = 0; round < mostRounds; round += 1) {
    const step = newtonStep(predictions, curve, moveSlope);
    let part = 1;
    let next = moved(curve, step, part);
    let nextLoss = lossOf(predictions, next);
    for (let halving = 0; halving < mostHalvings && !(nextLoss <= loss); halving += 1) {
      part /= 2;
      next = moved(curve, step, part);
      nextLoss = lossOf(predictions, next);
    }
    if (!(nextLoss <= loss)) return curve;
    const gain = loss - nextLoss;
    [curve, loss] = [next, nextLoss];
    if (gain <= worthwhile * Math.max(1, loss)) return curve;
  }
  return curve;
}

function moved({ slope, offset }: Curve, step: Curve, part: number): Curve {
  return { slope: slope - part * step.slope, offset: offset - part * step.offset };
}

/** The negative logarithm of the likelihood, and of how likely the curve is by the assumption. */
function lossOf(predictions: readonly ScoredPrediction[], { slope, offset }: Curve): number {
  const { slopeDeviation, offsetDeviation } = assumed;
  let loss =
    ((slope - assumed.slope) / slopeDeviation) ** 2 / 2 + ((offset - assumed.offset) / offsetDeviation) ** 2 / 2;
  for (const { score, right } of predictions) {
    const odds = (right ? -1 : 1) * (slope * score + offset);
    // log(1 + e^x), written so that e^x cannot overflow.
    loss += Math.max(0, odds) + Math.log1p(Math.exp(-Math.abs(odds)));
  }
  return loss;
}

function newtonStep(predictions: readonly ScoredPrediction[], { slope, offset }: Curve, moveSlope: boolean): Curve {
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
  if (!moveSlope) return { slope: 0, offset: byOffset / offsetTwice };
  const determinant = slopeTwice * offsetTwice - both * both;
  return {
    slope: (offsetTwice * bySlope - both * byOffset) / determinant,
    offset: (slopeTwice * byOffset - both * bySlope) / determinant,
  };
}
