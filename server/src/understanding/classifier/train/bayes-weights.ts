import { type Documents, featuresOf } from "#understanding/classifier/features/documents.ts";
import { indexesByLabel } from "#understanding/classifier/features/indexes-by-label.ts";
import { type Rarity, scaleOf } from "#understanding/classifier/features/rarity.ts";
import type { Weights } from "#understanding/classifier/model/weights.ts";

/** Is added to every amount, so that no feature rules an intent out. */
const smoothing = 0.3;

/**
 * Complement naive Bayes (Rennie et al., 2003): an intent is the likelier, the rarer a text's features are in all *other*
 * intents. Terms that are the same for all intents are left out, so a feature has a value only for the intents it occurs in.
 *
 * @returns by intent: is added for every unit of a text's summed weights. It balances intents with many examples.
 */
export function learnBayes(
  { starts, intents, values }: Weights,
  examples: Documents,
  labels: Uint32Array,
  intentCount: number,
  rarity: Rarity,
): Float32Array {
  const ofIntent = new Float64Array(intentCount);
  const ofFeature = new Float64Array(rarity.known.length);
  const reached = starts.slice();
  for (const example of indexesByLabel(labels)) {
    const label = labels[example] ?? 0;
    const features = featuresOf(examples, example);
    const scale = scaleOf(features, rarity, 0);
    for (const feature of features) {
      const amount = scale * (rarity.known[feature] ?? 0);
      ofIntent[label] = (ofIntent[label] ?? 0) + amount;
      ofFeature[feature] = (ofFeature[feature] ?? 0) + amount;
      const entry = entryOf(feature, label);
      values[entry] = (values[entry] ?? 0) + amount;
    }
  }
  for (const [feature, all] of ofFeature.entries()) {
    const end = starts[feature + 1] ?? 0;
    for (let entry = starts[feature] ?? 0; entry < end; entry += 1) {
      const others = Math.max(0, all - (values[entry] ?? 0));
      values[entry] = Math.log((smoothing + all) / (smoothing + others));
    }
  }
  const total = ofIntent.reduce((sum, amount) => sum + amount, 0) + smoothing * rarity.known.length;
  return Float32Array.from(ofIntent, (own) => Math.log((total - own) / total));

  /** Labels only grow, so the search continues where the last one ended. */
  function entryOf(feature: number, label: number): number {
    let entry = reached[feature] ?? 0;
    while (intents[entry] !== label) entry += 1;
    reached[feature] = entry;
    return entry;
  }
}
