import type { CorpusWarning } from "./corpus-warnings.ts";

/** The result of cross-validation. Shares are 0 to 1; undefined: there was nothing to take a share of. */
export type Evaluation = {
  folds: number;
  /** How many different examples were classified. */
  examples: number;
  /** The share of examples whose own intent was the likeliest, refused or not. */
  accuracy: number;
  /** The predictions that are {@link sure}, and those that are {@link clear}. */
  sure: Band;
  clear: Band;
  /** The share of the right predictions that were refused as unknown. */
  rightRefused: number | undefined;
  /** The share of the wrong predictions that were not refused. */
  wrongAccepted: number | undefined;
  /** About sentences that ask for no intent; undefined: none were given. */
  unknown: UnknownFigures | undefined;
  /** The worst recall first. */
  intents: readonly IntentFigures[];
  /** The most frequent first. */
  confusions: readonly Confusion[];
  warnings: readonly CorpusWarning[];
};

export type Band = {
  /** The share of all predictions that are in the band. */
  share: number;
  /** The share of these that are right. */
  right: number | undefined;
};

export type UnknownFigures = {
  sentences: number;
  /** The share that was refused. */
  refused: number;
  /**
   * How well confidence separates examples from these sentences: the chance that an example has more confidence than such a
   * sentence. 0.5: not at all, 1: always.
   */
  auroc: number;
  /** Some that were not refused, the most confident first. */
  accepted: readonly { text: string; intent: string; confidence: number }[];
};

export type IntentFigures = {
  intent: string;
  examples: number;
  /** Of the examples for which this intent was the likeliest, the share that are its own. */
  precision: number | undefined;
  /** Of its own examples, the share for which it was the likeliest. */
  recall: number;
  /** Of its own examples, the share that was refused as unknown. */
  refused: number;
};

export type Confusion = {
  intent: string;
  /** The intent that was the likeliest instead. */
  confusedWith: string;
  count: number;
  texts: readonly string[];
  /** The words that spoke loudest for the other intent, at most three. */
  pulledBy: readonly string[];
};
