import { confidenceOf } from "#understanding/classifier/train/calibration.ts";
import { findFeature } from "#understanding/classifier/features/feature-table.ts";
import { mostFeatures, visitFeatures } from "#understanding/classifier/features/features.ts";
import { judge } from "./judge.ts";
import type { Model } from "./model.ts";
import { measureSimilarities, nearestOfIntents } from "./nearest.ts";
import { toProbabilities } from "./probabilities.ts";
import { scaleOf, substanceOf, sumOf } from "#understanding/classifier/features/rarity.ts";
import { addScores } from "#understanding/classifier/train/weights.ts";

export type Alternative = { intent: string; confidence: number };

/** What a text means. */
export type Classification = {
  /** Undefined: unknown. */
  intent?: string;
  /** That the likeliest intent is right, 0 to 1; measured on examples that were held out. Also given when unknown. */
  confidence: number;
  /** What else it may mean, the likeliest first, at most five. When unknown, the likeliest intent is the first of them. */
  alternatives: Alternative[];
};

export interface Classifier {
  /**
   * @param expected intents that the conversation hopes for: each counts as if it were {@link expectedOdds} times as
   * likely. So an expected intent wins over one that is not unless that is more than so many times likelier, or the text is
   * one of its examples.
   */
  classify(text: string, expected?: readonly string[]): Classification;
  /** From this confidence on an intent is named; chosen when the model was trained. */
  readonly threshold: number;
}

/** See {@link Classifier.classify}. */
export const expectedOdds = 3;

/** A text is an example when it has the same features; the rest is rounding. */
const same = 0.9995;
const sameConfidence = 0.99;
const mostAlternatives = 5;
const leastAlternative = 0.01;

/** Answers from a trained model; keeps room to compute in, so that a call makes nothing but its answer. */
export function createClassifier(model: Model): Classifier {
  const { intents, table, rarity, weights, balance, occurrences, labels, calibration } = model;
  const numberOf = new Map(intents.map((intent, number) => [intent, number]));
  const features = new Uint32Array(mostFeatures);
  const lastSeen = new Uint32Array(table.size);
  const probabilities = new Float64Array(intents.length);
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
    favour(expected);
    toProbabilities(probabilities);
    return answer(same * substance);
  }

  /** The features that some example has, each once, and how many others there are. */
  function read(text: string): { known: Uint32Array; unseen: number } {
    reading += 1;
    let count = 0;
    let unseen = 0;
    visitFeatures(text, (hash) => {
      const feature = findFeature(table, hash);
      if (feature === -1) unseen += 1;
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

  /** @param exactly how near the examples are that have the same features. */
  function answer(exactly: number): Classification {
    const exact = intents.flatMap((_, intent) => ((nearest[intent] ?? 0) >= exactly ? [intent] : []));
    // Only its own intents may answer an example, shared evenly: the probabilities of the rest would be noise.
    if (exact.length > 0)
      for (const intent of probabilities.keys()) if (!exact.includes(intent)) probabilities[intent] = 0;
    const best = judge(probabilities, nearest);
    const confidence =
      exact.length > 0 ? sameConfidence / exact.length : confidenceOf(best.score, best.nearest, calibration);
    const unknown = confidence < calibration.threshold;
    const alternatives = alternativesTo(best.intent, confidence, unknown);
    return { ...(unknown ? {} : { intent: intents[best.intent] ?? "" }), confidence, alternatives };
  }

  /** An alternative's confidence is less than the best one's by as much as its probability. */
  function alternativesTo(best: number, confidence: number, withBest: boolean): Alternative[] {
    const ofBest = probabilities[best] ?? 1;
    return intents
      .map((intent, number) => ({ intent, confidence: (confidence * (probabilities[number] ?? 0)) / ofBest, number }))
      .filter((other) => other.confidence >= leastAlternative && (withBest || other.number !== best))
      .sort((a, b) => b.confidence - a.confidence)
      .slice(0, mostAlternatives)
      .map(({ intent, confidence }) => ({ intent, confidence }));
  }

  return { classify, threshold: calibration.threshold };
}
