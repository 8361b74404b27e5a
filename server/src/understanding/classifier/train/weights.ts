import type { Documents } from "#understanding/classifier/features/documents.ts";
import type { Rarity } from "#understanding/classifier/features/rarity.ts";

/**
 * What a feature says about the intents: feature `f` has the entries from `starts[f]` up to `starts[f + 1]`, each an intent
 * (its number) and a value. Only intents with an example that has the feature have an entry: measured, the others add
 * nothing but size (a tenth of a full table) and time.
 */
export type Weights = { starts: Uint32Array; intents: Uint32Array; values: Float32Array };

/** The entries that examples with these labels need, all values 0; those of one feature are in the order of the intents. */
export function emptyWeights({ starts, features }: Documents, labels: Uint32Array, featureCount: number): Weights {
  const weightStarts = new Uint32Array(featureCount + 1);
  visitPairs((feature) => (weightStarts[feature + 1] = (weightStarts[feature + 1] ?? 0) + 1));
  for (let feature = 0; feature < featureCount; feature += 1)
    weightStarts[feature + 1] = (weightStarts[feature + 1] ?? 0) + (weightStarts[feature] ?? 0);
  const intents = new Uint32Array(weightStarts[featureCount] ?? 0);
  const free = weightStarts.slice();
  visitPairs((feature, label) => {
    const entry = free[feature] ?? 0;
    intents[entry] = label;
    free[feature] = entry + 1;
  });
  return { starts: weightStarts, intents, values: new Float32Array(intents.length) };

  /** Each pair of a feature and a label once: by label, so that it is enough to know the label a feature had last. */
  function visitPairs(visit: (feature: number, label: number) => void): void {
    const last = new Int32Array(featureCount).fill(-1);
    for (const place of placesByLabel(labels)) {
      const label = labels[place] ?? 0;
      const end = starts[place + 1] ?? 0;
      for (let at = starts[place] ?? 0; at < end; at += 1) {
        const feature = features[at] ?? 0;
        if (last[feature] !== label) visit(feature, label);
        last[feature] = label;
      }
    }
  }
}

/** The places of the examples, those with the least label first. */
export function placesByLabel(labels: Uint32Array): Uint32Array {
  return Uint32Array.from(labels.keys()).sort((a, b) => (labels[a] ?? 0) - (labels[b] ?? 0));
}

/** Adds to `scores`, by intent, what the features say; `scale` as from `scaleOf`. */
export function addScores(
  { starts, intents, values }: Weights,
  features: Uint32Array,
  rarity: Rarity,
  scale: number,
  scores: Float64Array,
): void {
  for (const feature of features) {
    const amount = scale * (rarity.known[feature] ?? 0);
    const end = starts[feature + 1] ?? 0;
    for (let entry = starts[feature] ?? 0; entry < end; entry += 1) {
      const intent = intents[entry] ?? 0;
      scores[intent] = (scores[intent] ?? 0) + amount * (values[entry] ?? 0);
    }
  }
}
