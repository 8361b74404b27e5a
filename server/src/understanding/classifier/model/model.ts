import type { Calibration } from "./calibration.ts";
import type { HeldOutFigures } from "./judgement.ts";
import type { FeatureTable } from "#understanding/classifier/features/feature-table.ts";
import type { Occurrences } from "./nearest.ts";
import type { Rarity } from "#understanding/classifier/features/rarity.ts";
import type { Weights } from "./weights.ts";

/** Everything that a classifier has learnt: plain data, so that it can come from another thread or from a file. */
export type Model = {
  /** By number: elsewhere in the model an intent is its index here. */
  intents: readonly string[];
  table: FeatureTable;
  /** Of the examples: mistyped words are taken for these. */
  words: readonly string[];
  rarity: Rarity;
  /** Of both models, added: a geometric mean of probabilities is a sum of scores, and so of weights. */
  weights: Weights;
  /** By intent: is added to its score for each unit of a text's summed weights. */
  balance: Float32Array;
  occurrences: Occurrences;
  /** By example: the number of its intent. */
  labels: Uint32Array;
  calibration: Calibration;
  heldOut: HeldOutFigures;
};
