import type { Calibration } from "#understanding/classifier/train/calibration.ts";
import type { FeatureTable } from "#understanding/classifier/features/feature-table.ts";
import type { Occurrences } from "./nearest.ts";
import type { Rarity } from "#understanding/classifier/features/rarity.ts";
import type { Weights } from "#understanding/classifier/train/weights.ts";

/** All that a classifier knows: plain data, so that it can come from another thread or from a file. */
export type Model = {
  /** In the order of their numbers. */
  intents: readonly string[];
  table: FeatureTable;
  rarity: Rarity;
  /** Both models in one: a geometric mean of probabilities is a sum of scores, and so of weights. */
  weights: Weights;
  /** By intent: added to its score for each unit of a text's summed weights. */
  balance: Float32Array;
  occurrences: Occurrences;
  /** By example: the number of its intent. */
  labels: Uint32Array;
  calibration: Calibration;
};
