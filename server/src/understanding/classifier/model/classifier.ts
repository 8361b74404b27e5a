import { confidenceOf } from "./calibration.ts";
import { explainChoice, type WordPull } from "./explain.ts";
import { findFeature } from "#understanding/classifier/features/feature-table.ts";
import { mostFeatures, readableText, visitFeatures } from "#understanding/classifier/features/features.ts";
import type { Model } from "./model.ts";
import { measureSimilarities, nearestOfIntents } from "./nearest.ts";
import { likeliestIntent, toProbabilities } from "./probabilities.ts";
import { scaleOf, substanceOf, sumOf } from "#understanding/classifier/features/rarity.ts";
import { createSpelling } from "#understanding/classifier/features/spelling.ts";
import { addScores } from "./weights.ts";

export type Alternative = { intent: string; confidence: number };

/** What a text means. */
export type Classification = {
  /** Undefined: unknown. */
  intent?: string;
  /** How probable it is that the likeliest intent is right, 0 to 1; measured on held-out examples. Also given when unknown. */
  confidence: number;
  /** What else it may mean, the likeliest first, at most five. When unknown, the likeliest intent is the first of them. */
  alternatives: Alternative[];
};

export interface Classifier {
  /**
   * @param expected intents that the conversation expects: each counts as if it were {@link expectedOdds} times as likely.
   * So an expected intent wins, unless another intent is likelier by more than that factor, or the text is an example of
   * another intent.
   */
  classify(text: string, expected?: readonly string[]): Classification;
  /** The words that speak for the intent rather than for its rival, the strongest first: why the text was taken for it. */
  explain(text: string, intent: string, rival?: string): WordPull[];
  /** From this confidence on an intent is named. Chosen when the model was trained. */
  readonly threshold: number;
}

/** The surest classification of several forms of one text; the first of equals. */
export function classifyForms(
  classifier: Classifier,
  forms: readonly [string, ...string[]],
  expected: readonly string[] = [],
): Classification {
  const [first, ...others] = forms;
  let best = classifier.classify(first, expected);
  for (const form of others) {
    const other = classifier.classify(form, expected);
    if (other.confidence > best.confidence) best = other;
  }
  return best;
}

/** See {@link Classifier.classify}. */
export const expectedOdds = 3;

/** A text is an example when it has the same features. The difference to 1 allows for rounding. */
const same = 0.9995;
const sameConfidence = 0.99;
const mostAlternatives = 5;
const leastAlternative = 0.01;

/** Classifies by a trained model. Its working arrays are allocated once, so that a call allocates its result only. */
export function createClassifier(model: Model): Classifier {
  const { intents, table, rarity, weights, balance, occurrences, labels, calibration } = model;
  const numberOf = new Map(intents.map((intent, number) => [intent, number]));
  const correctSpelling = createSpelling(model.words);
  const features = new Uint32Array(mostFeatures);
  const lastSeen = new Uint32Array(table.size);
  const probabilities = new Float64Array(intents.length);
  const evidence = new Float64Array(intents.length);
  const nearest = new Float64Array(intents.length);
  const similarities = new Float32Array(labels.length);
  let reading = 0;

  function classify(text: string, expected: readonly string[] = []): Classification {
    const { known, unseen } = read(text);
    if (known.length === 0) return { confidence: 0, alternatives: [] };
    const fullScale = scaleOf(known, rarity, unseen);
    const substance = substanceOf(fullScale, rarity);
    const scale = fullScale * substance;
    measureSimilarities(occurrences, known, rarity, scale, similarities);
    nearestOfIntents(similarities, labels, nearest);
    const sum = sumOf(known, rarity, scale);
    for (let intent = 0; intent < probabilities.length; intent += 1)
      probabilities[intent] = sum * (balance[intent] ?? 0);
    addScores(weights, known, rarity, scale, probabilities);
    // What is expected is likelier, but there is not more evidence for it.
    evidence.set(probabilities);
    favour(expected);
    toProbabilities(probabilities);
    return toClassification(same * substance);
  }

  /** The features of the text that some example has, each once, and the others, as `scaleOf` takes them. */
  function read(text: string): { known: Uint32Array; unseen: number } {
    reading += 1;
    let count = 0;
    let unseen = 0;
    visitFeatures(correctSpelling(readableText(text)), (hash, weight) => {
      const feature = findFeature(table, hash);
      if (feature === -1) unseen += weight ** 2;
      else if (lastSeen[feature] !== reading) {
        lastSeen[feature] = reading;
        features[count] = feature;
        count += 1;
      }
    });
    return { known: features.subarray(0, count), unseen };
  }

  function favour(expected: readonly string[]): void {
    for (const intent of new Set(expected)) {
      const number = numberOf.get(intent);
      if (number !== undefined) probabilities[number] = (probabilities[number] ?? 0) + Math.log(expectedOdds);
    }
  }

  /** @param exactly how near an example with the same features is. */
  function toClassification(exactly: number): Classification {
    const exact = intents.flatMap((_, intent) => ((nearest[intent] ?? 0) >= exactly ? [intent] : []));
    // The text is an example: only the intents of that example count, evenly. Probabilities of others would be noise.
    if (exact.length > 0)
      for (const intent of probabilities.keys()) if (!exact.includes(intent)) probabilities[intent] = 0;
    const best = likeliestIntent({ probabilities, evidence, nearest });
    const confidence =
      exact.length > 0 ? sameConfidence / exact.length : confidenceOf(best.score, best.nearest, calibration);
    const unknown = confidence < calibration.threshold;
    const alternatives = alternativesTo(best.intent, confidence, unknown);
    return { ...(unknown ? {} : { intent: intents[best.intent] ?? "" }), confidence, alternatives };
  }

  /** The confidence of an alternative is to the best one's as its probability is to the best one's. */
  function alternativesTo(best: number, confidence: number, withBest: boolean): Alternative[] {
    const ofBest = probabilities[best] ?? 1;
    return intents
      .map((intent, number) => ({ intent, confidence: confidence * ((probabilities[number] ?? 0) / ofBest), number }))
      .filter((other) => other.confidence >= leastAlternative && (withBest || other.number !== best))
      .sort((a, b) => b.confidence - a.confidence)
      .slice(0, mostAlternatives)
      .map(({ intent, confidence }) => ({ intent, confidence }));
  }

  return {
    classify,
    explain: (text, intent, rival) => explainChoice(model, correctSpelling(readableText(text)), intent, rival),
    threshold: calibration.threshold,
  };
}
