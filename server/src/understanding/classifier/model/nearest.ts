import { type Documents, featuresOf } from "#understanding/classifier/features/documents.ts";
import { type Rarity, scaleOf } from "#understanding/classifier/features/rarity.ts";

/** Which examples have a feature: `examples[starts[f]]` up to `examples[starts[f + 1]]` have the feature `f`. */
export type Occurrences = {
  starts: Uint32Array;
  examples: Uint32Array;
  /** By example: the factor that makes the squares of its weights add up to 1. */
  scales: Float32Array;
};

export function indexOccurrences(documents: Documents, rarity: Rarity): Occurrences {
  const featureCount = rarity.known.length;
  const starts = new Uint32Array(featureCount + 1);
  for (const feature of documents.features) starts[feature + 1] = (starts[feature + 1] ?? 0) + 1;
  for (let feature = 0; feature < featureCount; feature += 1)
    starts[feature + 1] = (starts[feature + 1] ?? 0) + (starts[feature] ?? 0);
  const examples = new Uint32Array(documents.features.length);
  const scales = new Float32Array(documents.starts.length - 1);
  const free = starts.slice();
  for (let example = 0; example < scales.length; example += 1) {
    const features = featuresOf(documents, example);
    scales[example] = scaleOf(features, rarity, 0);
    for (const feature of features) {
      const entry = free[feature] ?? 0;
      examples[entry] = example;
      free[feature] = entry + 1;
    }
  }
  return { starts, examples, scales };
}

/**
 * Measures how near a text is to each example. Fills `similarities`, by example, with the cosine of the two vectors of
 * weights (0 to 1; 1: the same features).
 */
export function measureSimilarities(
  { starts, examples, scales }: Occurrences,
  features: Uint32Array,
  rarity: Rarity,
  scale: number,
  similarities: Float32Array,
): void {
  similarities.fill(0);
  for (const feature of features) {
    const amount = (rarity.known[feature] ?? 0) ** 2 * scale;
    const end = starts[feature + 1] ?? 0;
    for (let entry = starts[feature] ?? 0; entry < end; entry += 1) {
      const example = examples[entry] ?? 0;
      similarities[example] = (similarities[example] ?? 0) + amount;
    }
  }
  for (let example = 0; example < similarities.length; example += 1)
    similarities[example] = (similarities[example] ?? 0) * (scales[example] ?? 0);
}

/** Fills `nearest`, by intent, with the similarity of its nearest example. */
export function nearestOfIntents(similarities: Float32Array, labels: Uint32Array, nearest: Float64Array): void {
  nearest.fill(0);
  for (let example = 0; example < similarities.length; example += 1) {
    const similarity = similarities[example] ?? 0;
    const label = labels[example] ?? 0;
    if (similarity > (nearest[label] ?? 0)) nearest[label] = similarity;
  }
}
