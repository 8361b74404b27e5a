import { placeOfMost } from "./probabilities.ts";

/** How much the probability counts beside the nearness, chosen by cross-validation: half and half is worse in all respects. */
const shareOfProbability = 0.75;

/**
 * How good an answer is, before calibration (0 to 1): the intent's probability among all intents, and how near the text is
 * to one of its examples, as a weighted geometric mean. Probabilities alone add up to 1 for any nonsense; the nearest
 * example tells whether the text is about anything the bot knows. With one intent the probability says nothing.
 */
function scoreOf(probability: number, nearest: number, intentCount: number): number {
  if (intentCount === 1) return nearest;
  return probability ** shareOfProbability * nearest ** (1 - shareOfProbability);
}

/** The likeliest intent, how near its nearest example is, and its score. */
export type Judgement = { intent: number; nearest: number; score: number };

export function judge(probabilities: Float64Array, nearest: Float64Array): Judgement {
  const intent = placeOfMost(probabilities);
  const ofIntent = nearest[intent] ?? 0;
  return { intent, nearest: ofIntent, score: scoreOf(probabilities[intent] ?? 0, ofIntent, probabilities.length) };
}
