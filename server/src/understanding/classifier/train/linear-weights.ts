import { type Documents, featuresOf } from "#understanding/classifier/features/documents.ts";
import { toProbabilities } from "#understanding/classifier/model/probabilities.ts";
import { type Rarity, scaleOf } from "#understanding/classifier/features/rarity.ts";
import { seededRandom, shuffle } from "./seeded-random.ts";
import { addScores, type Weights } from "#understanding/classifier/model/weights.ts";

const mostRounds = 12;
const firstStep = 4;
/** Training ends with the round that lowers the loss by less than this share. */
const worthwhile = 0.05;
/** One example alone must not be learnt by heart. */
const mostImportance = 3;
/** An example whose own intent has this probability is skipped for so many rounds: it has little left to teach. */
const rests = [
  { probability: 0.98, rounds: 2 },
  { probability: 0.9, rounds: 1 },
];

/**
 * Softmax regression by stochastic gradient descent. Fills `weights.values`; the entries of `weights` must be made for the
 * same examples. Deterministic.
 */
export function learnLinear(
  weights: Weights,
  examples: Documents,
  labels: Uint32Array,
  intentCount: number,
  rarity: Rarity,
): void {
  const scales = Float64Array.from(labels, (_, index) => scaleOf(featuresOf(examples, index), rarity, 0));
  const order = Uint32Array.from(labels.keys());
  const random = seededRandom(1);
  const errors = new Float64Array(intentCount);
  const losses = new Float64Array(labels.length);
  const resting = new Uint8Array(labels.length);
  const importance = importanceOf(labels, intentCount);
  let lossBefore = Number.POSITIVE_INFINITY;
  for (let round = 0; round < mostRounds; round += 1) {
    shuffle(order, random);
    const step = firstStep / (1 + 0.3 * round);
    for (const index of order) {
      const rest = resting[index] ?? 0;
      if (rest > 0) {
        resting[index] = rest - 1;
        continue;
      }
      const features = featuresOf(examples, index);
      const scale = scales[index] ?? 0;
      const label = labels[index] ?? 0;
      errors.fill(0);
      addScores(weights, features, rarity, scale, errors);
      toProbabilities(errors);
      const probability = errors[label] ?? 0;
      losses[index] = -Math.log(probability + 1e-12);
      resting[index] = rests.find((rest) => probability >= rest.probability)?.rounds ?? 0;
      errors[label] = probability - 1;
      descend(weights, features, rarity, scale * step * (importance[label] ?? 1), errors);
    }
    const loss = losses.reduce((sum, one) => sum + one, 0);
    if (loss > lossBefore * (1 - worthwhile)) return;
    lossBefore = loss;
  }
}

/** By intent: how much an example of it counts, so that an intent of few examples is heard beside those of many. */
function importanceOf(labels: Uint32Array, intentCount: number): Float64Array {
  const counts = new Float64Array(intentCount);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  const mean = labels.length / Math.max(1, intentCount);
  return counts.map((count) => Math.min(mostImportance, mean / Math.max(1, count)));
}

function descend(
  { starts, intents, values }: Weights,
  features: Uint32Array,
  rarity: Rarity,
  step: number,
  errors: Float64Array,
): void {
  for (const feature of features) {
    const amount = step * (rarity.known[feature] ?? 0);
    const end = starts[feature + 1] ?? 0;
    for (let entry = starts[feature] ?? 0; entry < end; entry += 1)
      values[entry] = (values[entry] ?? 0) - amount * (errors[intents[entry] ?? 0] ?? 0);
  }
}
