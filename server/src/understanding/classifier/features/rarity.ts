import { type Documents, featuresOf } from "./documents.ts";
import { indexesByLabel } from "./indexes-by-label.ts";

/**
 * How much each feature weighs in a text: the fewer intents share it, the more, times how much a feature of its kind counts.
 */
export type Rarity = {
  /** By feature number; 0: no example has it. */
  known: Float32Array;
  /** The weight of a feature that no example has, and whose kind counts 1. */
  unknown: number;
  /** How much a feature of its kind counts, by feature number. */
  kinds: Float32Array;
};

/**
 * Like inverse document frequency, with intents for documents: a word that all examples of one intent have says more than a word
 * that as many examples of all intents have.
 *
 * @param labels by text: the number of its intent. @param kinds how much a feature of its kind counts, by feature number.
 */
export function measureRarity(documents: Documents, labels: Uint32Array, kinds: Float32Array): Rarity {
  const intents = new Set(labels).size;
  const known = sharingIntents(documents, labels, kinds.length).map((sharing, feature) =>
    sharing === 0 ? 0 : (Math.log((1 + intents) / (1 + sharing)) + 1) * (kinds[feature] ?? 1),
  );
  return { known, unknown: Math.log(1 + labels.length) + 1, kinds };
}

/**
 * How many intents share each feature: not those that have it at all, which stray examples make many, but the effective number
 * (inverse Simpson index): 1 divided by the probability that two occurrences of the feature are in the same intent.
 */
function sharingIntents(documents: Documents, labels: Uint32Array, featureCount: number): Float32Array {
  const all = new Uint32Array(featureCount);
  const squares = new Float64Array(featureCount);
  const inIntent = new Uint32Array(featureCount);
  const lastIntent = new Int32Array(featureCount).fill(-1);
  for (const text of indexesByLabel(labels)) {
    const label = labels[text] ?? 0;
    for (const feature of featuresOf(documents, text)) {
      if (lastIntent[feature] !== label) inIntent[feature] = 0;
      lastIntent[feature] = label;
      const count = inIntent[feature] ?? 0;
      all[feature] = (all[feature] ?? 0) + 1;
      inIntent[feature] = count + 1;
      // (n + 1)² is n² + 2 n + 1.
      squares[feature] = (squares[feature] ?? 0) + 2 * count + 1;
    }
  }
  return Float32Array.from(all, (count, feature) => (count === 0 ? 0 : count ** 2 / (squares[feature] ?? 1)));
}

/**
 * The factor that makes the squares of a text's weights add up to 1. Features that no example has count too: a text full
 * of unknown words is near to no example, and says little about any intent.
 *
 * @param unseen the features of the text that are not among `features` at all: the squares of what their kinds count, added up.
 */
export function scaleOf(features: Uint32Array, rarity: Rarity, unseen: number): number {
  let squares = unseen * rarity.unknown ** 2;
  for (const feature of features) {
    const weight = rarity.known[feature] ?? 0;
    squares += weight === 0 ? (rarity.unknown * (rarity.kinds[feature] ?? 1)) ** 2 : weight ** 2;
  }
  return squares === 0 ? 0 : 1 / Math.sqrt(squares);
}

/** The sum of a text's weights. */
export function sumOf(features: Uint32Array, rarity: Rarity, scale: number): number {
  let sum = 0;
  for (const feature of features) sum += rarity.known[feature] ?? 0;
  return sum * scale;
}

/** A text counts for less if its features together weigh less than this many unknown features. */
const fullWeight = 12;

/**
 * How much content a text has, 0 to 1. A stop word alone is near to any short example that has it, but it says nothing. A
 * text of a few words that are not all common gets 1.
 */
export function substanceOf(scale: number, rarity: Rarity): number {
  return scale === 0 ? 0 : Math.min(1, 1 / (scale * rarity.unknown * Math.sqrt(fullWeight)));
}
