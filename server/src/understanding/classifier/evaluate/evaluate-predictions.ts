import { clear, sure } from "#understanding/understanding.ts";
import type { WordPull } from "#understanding/classifier/model/explain.ts";
import type { Band, Confusion, Evaluation, IntentFigures, UnknownFigures } from "./evaluation.ts";

/** What a classifier predicted for a text that it had not learnt. */
export type Prediction = {
  text: string;
  /** What the text means; undefined: none of the intents. */
  intent: string | undefined;
  /** The likeliest intent; undefined: there is none. */
  likeliest: string | undefined;
  confidence: number;
  refused: boolean;
  /** If it was taken for another intent: the words that spoke for that one, the strongest first. */
  pulls?: readonly WordPull[];
};

const mostAccepted = 10;
const mostPulls = 3;

/** The figures of cross-validation, from its predictions. */
export function evaluatePredictions(predictions: readonly Prediction[]): Omit<Evaluation, "folds" | "warnings"> {
  const known = predictions.filter(({ intent }) => intent !== undefined);
  const right = known.filter(isRight);
  const wrong = known.filter((prediction) => !isRight(prediction));
  return {
    examples: known.length,
    accuracy: right.length / known.length,
    sure: bandFrom(known, sure),
    clear: bandFrom(known, clear),
    rightRefused: shareOf(right, ({ refused }) => refused),
    wrongAccepted: shareOf(wrong, ({ refused }) => !refused),
    unknown: figuresOfUnknown(
      known,
      predictions.filter(({ intent }) => intent === undefined),
    ),
    intents: figuresByIntent(known),
    confusions: findConfusions(wrong),
  };
}

function isRight({ intent, likeliest }: Prediction): boolean {
  return intent !== undefined && likeliest === intent;
}

function bandFrom(known: readonly Prediction[], least: number): Band {
  const inBand = known.filter(({ confidence }) => confidence >= least);
  return { share: inBand.length / known.length, right: shareOf(inBand, isRight) };
}

function shareOf(predictions: readonly Prediction[], counts: (prediction: Prediction) => boolean): number | undefined {
  return predictions.length === 0 ? undefined : predictions.filter(counts).length / predictions.length;
}

function figuresByIntent(known: readonly Prediction[]): IntentFigures[] {
  const byIntent = Map.groupBy(known, ({ intent }) => intent ?? "");
  const byLikeliest = Map.groupBy(known, ({ likeliest }) => likeliest);
  return [...byIntent]
    .map(([intent, predictions]) => ({
      intent,
      examples: predictions.length,
      precision: shareOf(byLikeliest.get(intent) ?? [], isRight),
      recall: predictions.filter(isRight).length / predictions.length,
      refused: predictions.filter(({ refused }) => refused).length / predictions.length,
    }))
    .sort((a, b) => a.recall - b.recall || a.intent.localeCompare(b.intent));
}

function findConfusions(wrong: readonly Prediction[]): Confusion[] {
  const pairs = Map.groupBy(
    wrong.filter(({ likeliest }) => likeliest !== undefined),
    ({ intent, likeliest }) => JSON.stringify([intent, likeliest]),
  );
  return [...pairs.values()]
    .flatMap((predictions) => {
      const [first] = predictions;
      if (first?.intent === undefined || first.likeliest === undefined) return [];
      const texts = predictions.map(({ text }) => text);
      const { intent, likeliest: confusedWith } = first;
      return [{ intent, confusedWith, count: predictions.length, texts, pulledBy: strongestPulls(predictions) }];
    })
    .sort((a, b) => b.count - a.count || a.intent.localeCompare(b.intent));
}

/** The words that spoke loudest for the wrong intent, over all these texts. */
function strongestPulls(predictions: readonly Prediction[]): string[] {
  const sums = new Map<string, number>();
  for (const { pulls = [] } of predictions)
    for (const { word, pull } of pulls) sums.set(word, (sums.get(word) ?? 0) + pull);
  return [...sums]
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostPulls)
    .map(([word]) => word);
}

function figuresOfUnknown(known: readonly Prediction[], unknown: readonly Prediction[]): UnknownFigures | undefined {
  const refused = shareOf(unknown, (prediction) => prediction.refused);
  if (refused === undefined) return undefined;
  const accepted = unknown
    .filter((prediction) => !prediction.refused)
    .sort((a, b) => b.confidence - a.confidence)
    .map(({ text, likeliest, confidence }) => ({ text, intent: likeliest ?? "", confidence }));
  const sentences = new Set(unknown.map(({ text }) => text)).size;
  const auroc = measureAuroc(known, unknown);
  return { sentences, refused, auroc, accepted: distinctTexts(accepted).slice(0, mostAccepted) };
}

function distinctTexts<Item extends { text: string }>(items: readonly Item[]): Item[] {
  return items.filter(({ text }, index) => items.findIndex((other) => other.text === text) === index);
}

/** By the sum of ranks (Mann and Whitney). Predictions of equal confidence share their ranks. */
function measureAuroc(known: readonly Prediction[], unknown: readonly Prediction[]): number {
  const levels = Map.groupBy([...known, ...unknown], ({ confidence }) => confidence);
  let rank = 0;
  let sum = 0;
  for (const [, predictions] of [...levels].sort(([a], [b]) => a - b)) {
    const shared = rank + (predictions.length + 1) / 2;
    sum += shared * predictions.filter(({ intent }) => intent !== undefined).length;
    rank += predictions.length;
  }
  return (sum - (known.length * (known.length + 1)) / 2) / (known.length * unknown.length);
}
