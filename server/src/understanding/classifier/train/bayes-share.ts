import type { HeldOut } from "./hold-out.ts";
import { toProbabilities } from "#understanding/classifier/model/probabilities.ts";

/** Bayes helps where examples are few and different, and hurts where intents share their words: so it is measured. */
const shares = [0, 0.5, 1, 2];
const sharpnesses = [0.7, 1, 1.4, 2];
/** With fewer answers than this, the choice would be chance. */
const fewAnswers = 40;

/**
 * How much the scores of naive Bayes count beside those of the linear model: what makes the intents that were right most
 * probable, at the sharpness that suits each share best.
 */
export function chooseBayesShare(answers: readonly HeldOut[]): number {
  const known = answers.filter(({ label }) => label >= 0);
  if (known.length < fewAnswers) return 1;
  const losses = shares.map((share) => ({
    share,
    loss: Math.min(...sharpnesses.map((sharpness) => lossOf(known, share, sharpness))),
  }));
  return losses.reduce((best, next) => (next.loss < best.loss ? next : best)).share;
}

function lossOf(answers: readonly HeldOut[], share: number, sharpness: number): number {
  let loss = 0;
  for (const answer of answers) {
    const probabilities = combine(answer, share, sharpness);
    loss -= Math.log((probabilities[answer.label] ?? 0) + 1e-12);
  }
  return loss;
}

/** The geometric mean of both models' probabilities, `share` being the weight of naive Bayes and 1 that of the other. */
export function combine({ linear, bayes }: HeldOut, share: number, sharpness = 1): Float64Array {
  const scores = linear.map((score, intent) => sharpness * (score + share * (bayes[intent] ?? 0)));
  toProbabilities(scores);
  return scores;
}
