import { learnBayes } from "./bayes-weights.ts";
import type { Documents } from "#understanding/classifier/features/documents.ts";
import { learnLinear } from "./linear-weights.ts";
import type { Rarity } from "#understanding/classifier/features/rarity.ts";
import { emptyWeights, type Weights } from "#understanding/classifier/model/weights.ts";

/** The weights of the two models. Both have the same entries. */
export type Learnt = { linear: Weights; bayes: Weights; bayesBalance: Float32Array };

export function learn(examples: Documents, labels: Uint32Array, intentCount: number, rarity: Rarity): Learnt {
  const linear = emptyWeights(examples, labels, rarity.known.length);
  const bayes = { ...linear, values: linear.values.slice() };
  learnLinear(linear, examples, labels, intentCount, rarity);
  return { linear, bayes, bayesBalance: learnBayes(bayes, examples, labels, intentCount, rarity) };
}
