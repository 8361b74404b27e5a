import type { CorpusWarning } from "#understanding/classifier/train/corpus-warnings.ts";

/** What cross-validation found out about a corpus. Shares are 0 to 1; undefined: there was nothing to take a share of. */
export type Evaluation = {
  folds: number;
  /** How many different examples were asked about. */
  examples: number;
  /** The share of examples whose own intent came out likeliest, refused or not. */
  accuracy: number;
  /** Of the answers that are {@link sure}, and of those that are {@link clear}. */
  sure: Band;
  clear: Band;
  /** The share of the right answers that were refused as unknown. */
  rightRefused: number | undefined;
  /** The share of the wrong answers that were not. */
  wrongAnswered: number | undefined;
  /** Sentences that no intent is meant by; undefined: none were given. */
  unknown: UnknownFigures | undefined;
  /** The worst recall first. */
  intents: readonly IntentFigures[];
  /** The most frequent first. */
  confusions: readonly Confusion[];
  warnings: readonly CorpusWarning[];
};

export type Band = {
  /** The share of all answers that are in the band. */
  share: number;
  /** The share of these that are right. */
  right: number | undefined;
};

export type UnknownFigures = {
  sentences: number;
  /** The share that was refused. */
  refused: number;
  /**
   * How well confidence tells examples from these sentences: the chance that one of the former has more of it than one of
   * the latter. 0.5: not at all, 1: always.
   */
  auroc: number;
  /** Some that were not refused, the most confident first. */
  answered: readonly { text: string; intent: string; confidence: number }[];
};

export type IntentFigures = {
  intent: string;
  examples: number;
  /** Of the examples for which this intent came out likeliest, the share that are its own. */
  precision: number | undefined;
  /** Of its own examples, the share for which it came out likeliest. */
  recall: number;
};

export type Confusion = {
  intent: string;
  /** What came out likeliest instead. */
  takenFor: string;
  count: number;
  texts: readonly string[];
};
