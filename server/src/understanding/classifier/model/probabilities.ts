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

/** The likeliest intent, how near its nearest example is, and how good a prediction it is, before calibration (0 to 1). */
export type LikeliestIntent = { intent: number; nearest: number; score: number };

/** All by intent: `probabilities` add up to 1, `evidence` are the scores that they were made of, `nearest` says how near the nearest example is. */
export type IntentScores = { probabilities: Float64Array; evidence: Float64Array; nearest: Float64Array };

export function likeliestIntent({ probabilities, evidence, nearest }: IntentScores): LikeliestIntent {
  const intent = indexOfMost(probabilities);
  const ofIntent = nearest[intent] ?? 0;
  const score = scoreOf(probabilities[intent] ?? 0, evidence[intent] ?? 0, ofIntent, probabilities.length);
  return { intent, nearest: ofIntent, score };
}

/** The index of the greatest value; the first of equals. */
function indexOfMost(values: Float64Array): number {
  let best = 0;
  for (let index = 1; index < values.length; index += 1) {
    if ((values[index] ?? 0) > (values[best] ?? 0)) best = index;
  }
  return best;
}

/** So much evidence is half of what there can be. A sentence that is understood has about this much or twice as much. */
const halfEvidence = 4;
/** How much the probability counts beside the evidence. */
const shareOfProbability = 0.2;

/**
 * Probabilities alone add up to 1 for any nonsense. The evidence for the best intent says whether the text is about a subject of
 * the bot at all: measured on the corpora for development, it tells sentences out of scope from others better than
 * probabilities or the nearest example do, alone or together. With one intent nothing was learnt to be told apart.
 */
function scoreOf(probability: number, evidence: number, nearest: number, intentCount: number): number {
  if (intentCount === 1) return nearest;
  const positive = Math.max(0, evidence);
  return (positive / (positive + halfEvidence)) * probability ** shareOfProbability;
}
