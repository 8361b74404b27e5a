import type { HeldOutPrediction } from "./hold-out.ts";
import { type IntentScores, toProbabilities } from "#understanding/classifier/model/probabilities.ts";

/** Naive Bayes helps if examples are few and different, and harms if intents share words. So its best share is measured. */
const shares = [0, 0.5, 1, 2];
const sharpnesses = [0.7, 1, 1.4, 2];
/** With fewer predictions than this, the choice would be chance. */
const fewPredictions = 40;

/**
 * How much the scores of naive Bayes count beside those of the linear model. The chosen share makes the right intents most
 * probable; each share is tried at the sharpness that suits it best.
 */
export function chooseBayesShare(predictions: readonly HeldOutPrediction[]): number {
  const known = predictions.filter(({ label }) => label >= 0);
  if (known.length < fewPredictions) return 1;
  const losses = shares.map((share) => ({
    share,
    loss: Math.min(...sharpnesses.map((sharpness) => lossOf(known, share, sharpness))),
  }));
  return losses.reduce((best, next) => (next.loss < best.loss ? next : best)).share;
}

function lossOf(predictions: readonly HeldOutPrediction[], share: number, sharpness: number): number {
  let loss = 0;
  for (const prediction of predictions) {
    const { probabilities } = combine(prediction, share, sharpness);
    loss -= Math.log((probabilities[prediction.label] ?? 0) + 1e-12);
  }
  return loss;
}

/** The geometric mean of both models' probabilities. Naive Bayes has the weight `share`, the linear model has 1. */
export function combine({ linear, bayes, nearest }: HeldOutPrediction, share: number, sharpness = 1): IntentScores {
  const evidence = linear.map((score, intent) => sharpness * (score + share * (bayes[intent] ?? 0)));
  const probabilities = evidence.slice();
  toProbabilities(probabilities);
  return { probabilities, evidence, nearest };
}
