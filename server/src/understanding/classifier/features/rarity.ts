import type { Documents } from "./documents.ts";

/**
 * How much each feature weighs in a text: the rarer it is among the examples, the more (inverse document frequency), times how
 * much a feature of its kind counts.
 */
export type Rarity = {
  /** By feature number; 0: no example has it. */
  known: Float32Array;
  /** The weight of a feature that no example has, and whose kind counts 1. */
  unknown: number;
  /** How much a feature of its kind counts, by feature number. */
  kinds: Float32Array;
};

/** @param kinds how much a feature of its kind counts, by feature number. */
export function measureRarity({ starts, features }: Documents, kinds: Float32Array): Rarity {
  const texts = starts.length - 1;
  const occurs = new Uint32Array(kinds.length);
  for (const feature of features) occurs[feature] = (occurs[feature] ?? 0) + 1;
  const known = Float32Array.from(occurs, (count, feature) =>
    count === 0 ? 0 : (Math.log((1 + texts) / (1 + count)) + 1) * (kinds[feature] ?? 1),
  );
  return { known, unknown: Math.log(1 + texts) + 1, kinds };
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
