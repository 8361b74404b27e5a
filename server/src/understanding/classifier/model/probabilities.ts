/** Turns scores into probabilities that add up to 1, in place (softmax). */
export function toProbabilities(scores: Float64Array): void {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) most = Math.max(most, score);
  let sum = 0;
  for (let index = 0; index < scores.length; index += 1) {
    const raised = Math.exp((scores[index] ?? 0) - most);
    scores[index] = raised;
    sum += raised;
  }
  for (let index = 0; index < scores.length; index += 1) scores[index] = (scores[index] ?? 0) / sum;
}

/** The likeliest intent, how near its nearest example is, and its score. */
export type LikeliestIntent = { intent: number; nearest: number; score: number };

/** @param nearest by intent: how near its nearest example is. */
export function likeliestIntent(probabilities: Float64Array, nearest: Float64Array): LikeliestIntent {
  const intent = indexOfMost(probabilities);
  const ofIntent = nearest[intent] ?? 0;
  return { intent, nearest: ofIntent, score: scoreOf(probabilities[intent] ?? 0, ofIntent, probabilities.length) };
}

/** The index of the greatest value; the first of equals. */
function indexOfMost(values: Float64Array): number {
  let best = 0;
  for (let index = 1; index < values.length; index += 1) {
    if ((values[index] ?? 0) > (values[best] ?? 0)) best = index;
  }
  return best;
}

/** How much the probability counts beside the nearness. Chosen by cross-validation: half and half is worse in every figure. */
const shareOfProbability = 0.75;

/**
 * How good a prediction is, before calibration (0 to 1): a weighted geometric mean of the intent's probability and of how
 * near the text is to one of its examples. Probabilities alone add up to 1 for any nonsense; the nearest example says
 * whether the text is about a subject of the bot. With one intent the probability says nothing.
 */
function scoreOf(probability: number, nearest: number, intentCount: number): number {
  if (intentCount === 1) return nearest;
  return probability ** shareOfProbability * nearest ** (1 - shareOfProbability);
}
