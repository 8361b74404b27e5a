import { normalize } from "#understanding/text/normalize.ts";
import type { Example } from "#understanding/understanding.ts";
import { chooseBayesShare, combine } from "./bayes-share.ts";
import { calibrate, type Calibration, confidenceOf } from "#understanding/classifier/model/calibration.ts";
import { readDocuments } from "#understanding/classifier/features/documents.ts";
import { predictHeldOut } from "./hold-out.ts";
import { likeliestIntent } from "#understanding/classifier/model/probabilities.ts";
import { correctableWords } from "#understanding/classifier/features/spelling.ts";
import type { HeldOutFigures } from "#understanding/classifier/model/judgement.ts";
import { learn } from "./learn.ts";
import type { Model } from "#understanding/classifier/model/model.ts";
import { indexOccurrences } from "#understanding/classifier/model/nearest.ts";
import { measureRarity } from "#understanding/classifier/features/rarity.ts";

/**
 * Learns which sentences ask for which intent. There is one model for all languages: with two languages it was right more
 * often than one model for each. Examples without a letter or digit are skipped, and so are repeated ones. Deterministic.
 * Takes seconds for thousands of examples, so `trainClassifier` runs it in a thread of its own.
 */
export function trainModel(corpus: readonly Example[]): Model {
  const examples = distinctExamples(corpus);
  const intents = [...new Set(examples.map(({ intent }) => intent))];
  const numberOf = new Map(intents.map((intent, number) => [intent, number]));
  const learnt = withAbstract(examples);
  const labels = Uint32Array.from(learnt, ({ intent }) => numberOf.get(intent) ?? 0);
  const { table, documents } = readDocuments(learnt.map(({ text }) => text));
  const kinds = table.weights.slice(0, table.size);
  const rarity = measureRarity(documents, labels, kinds);

  const predictions = predictHeldOut(documents, { labels, origins: originsOf(learnt) }, intents.length, kinds);
  const share = chooseBayesShare(predictions);
  const scored = predictions.map((prediction) => {
    const { intent, score, nearest } = likeliestIntent(combine(prediction, share));
    return { score, nearest, right: intent === prediction.label, isAsked: prediction.whole && prediction.label >= 0 };
  });
  const calibration = calibrate(scored, examples.length, intents.length);

  const { linear, bayes, bayesBalance } = learn(documents, labels, intents.length, rarity);
  return {
    intents,
    table,
    words: correctableWords(learnt.map(({ text }) => text)),
    rarity,
    weights: { ...linear, values: linear.values.map((value, entry) => value + share * (bayes.values[entry] ?? 0)) },
    balance: bayesBalance.map((balance) => share * balance),
    occurrences: indexOccurrences(documents, rarity),
    labels,
    calibration,
    heldOut: {
      ...figuresOf(
        scored.filter(({ isAsked }) => isAsked),
        calibration,
      ),
      perIntent: examples.length / Math.max(1, intents.length),
    },
  };
}

function figuresOf(
  asked: readonly { score: number; nearest: number; right: boolean }[],
  calibration: Calibration,
): Omit<HeldOutFigures, "perIntent"> {
  const right = asked.filter((prediction) => prediction.right);
  const understood = right.filter(
    ({ score, nearest }) => confidenceOf(score, nearest, calibration) >= calibration.threshold,
  );
  return { asked: asked.length, right: right.length, understood: understood.length };
}

/** A sentence that is learnt: an example, or the abstract form of the example with the number `origin`. */
type LearntSentence = { intent: string; text: string; origin: number };

/** The examples, and behind them their abstract forms, each once. */
function withAbstract(examples: readonly Example[]): LearntSentence[] {
  const written = examples.map(({ intent, text }, origin) => ({ intent, text, origin }));
  const abstract = examples.flatMap(({ intent, abstract: text }, origin) =>
    text === undefined ? [] : [{ intent, text, origin }],
  );
  const distinct = Map.groupBy(abstract, ({ intent, text }) => JSON.stringify([intent, normalize(text)]));
  return [...written, ...[...distinct.values()].flatMap((same) => same.slice(0, 1))];
}

function originsOf(learnt: readonly LearntSentence[]): Uint32Array {
  return Uint32Array.from(learnt, ({ origin }) => origin);
}

function distinctExamples(corpus: readonly Example[]): Example[] {
  const found = new Map<string, Example>();
  for (const example of corpus) {
    const normal = normalize(example.text);
    if (normal !== "") found.set(JSON.stringify([example.intent, normal]), example);
  }
  return [...found.values()];
}
