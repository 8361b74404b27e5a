import type { Documents } from "#understanding/classifier/features/documents.ts";
import { indexesByLabel } from "#understanding/classifier/features/indexes-by-label.ts";
import type { Rarity } from "#understanding/classifier/features/rarity.ts";

/**
 * How much a feature counts for each intent: feature `f` has the entries from `starts[f]` up to `starts[f + 1]`. An entry is
 * an intent (its number) and a value. Only intents with an example that has the feature have an entry. Measurements show
 * that the others only add time and size: this table is a tenth of the full one.
 */
export type Weights = { starts: Uint32Array; intents: Uint32Array; values: Float32Array };

/** The entries that examples with these labels need. All values are 0. The entries of one feature are in the order of the intents. */
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

  /** Visits each pair of a feature and a label once. It goes by label, so it only has to remember the last label of a feature. */
  function visitPairs(visit: (feature: number, label: number) => void): void {
    const last = new Int32Array(featureCount).fill(-1);
    for (const example of indexesByLabel(labels)) {
      const label = labels[example] ?? 0;
      const end = starts[example + 1] ?? 0;
      for (let at = starts[example] ?? 0; at < end; at += 1) {
        const feature = features[at] ?? 0;
        if (last[feature] !== label) visit(feature, label);
        last[feature] = label;
      }
    }
  }
}

/** Adds the values of the features to `scores`, by intent; `scale` as from `scaleOf`. */
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
