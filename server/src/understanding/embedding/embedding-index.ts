import {
  calibrate,
  type Calibration,
  confidenceOf,
  type MeasuredPrediction,
} from "#understanding/classifier/model/calibration.ts";
import { type Alternative, type Classification, expectedOdds } from "#understanding/classifier/model/classifier.ts";
import { toProbabilities } from "#understanding/classifier/model/probabilities.ts";
import { seededRandom, shuffle } from "#understanding/classifier/train/seeded-random.ts";

export type EmbeddedExample = { intent: string; vector: Float32Array };

/** Says what a text means by the examples whose vectors are nearest to its own. */
export interface EmbeddingIndex {
  readonly dimensions: number;
  classify(vector: Float32Array, expected?: readonly string[]): Classification;
}

/** How many of an intent's nearest examples count. One alone may be near by chance. */
const nearestOf = 3;
/** How much likelier an intent is that is nearer: differences of 0.05 count. */
const sharpness = 20;
const shareOfProbability = 0.2;
const same = 0.9999;
const sameConfidence = 0.99;
/** So many held-out examples are enough to fit the confidence. */
const enough = 200;
const mostAlternatives = 5;
const leastAlternative = 0.01;

/** @param examples at least one; vectors of length 1. Deterministic. */
export function createEmbeddingIndex(examples: readonly EmbeddedExample[]): EmbeddingIndex {
  const intents = [...new Set(examples.map(({ intent }) => intent))];
  const mean = meanOf(examples.map(({ vector }) => vector));
  const centred = examples.map(({ intent, vector }) => ({
    intent: intents.indexOf(intent),
    vector: centre(vector, mean),
  }));
  const calibration = calibrateIndex(centred, intents.length);

  return {
    dimensions: mean.length,
    classify(vector, expected = []) {
      const scores = scoreIntents(centre(vector, mean), centred, intents.length, () => true);
      const favoured = expected.map((intent) => intents.indexOf(intent));
      return toClassification(scores, favoured, { intents, calibration });
    },
  };
}

/** By intent: the mean similarity of its nearest examples, and the greatest one. */
type Scores = { mean: Float64Array; nearest: Float64Array };
type CentredExample = { intent: number; vector: Float32Array };

function scoreIntents(
  vector: Float32Array,
  examples: readonly CentredExample[],
  intentCount: number,
  counts: (example: CentredExample, similarity: number) => boolean,
): Scores {
  const top = Array.from({ length: intentCount }, (): number[] => []);
  for (const example of examples) {
    const similarity = dot(vector, example.vector);
    const own = top[example.intent];
    if (own === undefined || !counts(example, similarity)) continue;
    own.push(similarity);
    if (own.length > nearestOf) own.sort((a, b) => b - a).pop();
  }
  return {
    mean: Float64Array.from(top, (own) => (own.length === 0 ? 0 : own.reduce((sum, one) => sum + one, 0) / own.length)),
    nearest: Float64Array.from(top, (own) => Math.max(0, ...own)),
  };
}

type Likeliest = { intent: number; score: number; probabilities: Float64Array };

function likeliestOf({ mean }: Scores, favoured: readonly number[]): Likeliest {
  const probabilities = mean.map(
    (score, intent) => score * sharpness + (favoured.includes(intent) ? Math.log(expectedOdds) : 0),
  );
  toProbabilities(probabilities);
  let intent = 0;
  for (const [other, probability] of probabilities.entries())
    if (probability > (probabilities[intent] ?? 0)) intent = other;
  const similarity = Math.max(0, Math.min(1, mean[intent] ?? 0));
  return { intent, score: similarity * (probabilities[intent] ?? 0) ** shareOfProbability, probabilities };
}

/** Asks about examples as if they had not been learnt, and as if their whole intent had not. */
function calibrateIndex(examples: readonly CentredExample[], intentCount: number): Calibration {
  const order = Uint32Array.from(examples.keys());
  shuffle(order, seededRandom(1));
  const predictions: MeasuredPrediction[] = [];
  const measure = (scores: Scores, isRight: (intent: number) => boolean): void => {
    const { intent, score } = likeliestOf(scores, []);
    predictions.push({ score, nearest: scores.nearest[intent] ?? 0, right: isRight(intent) });
  };
  for (const index of order.subarray(0, enough)) {
    const asked = examples[index];
    if (asked === undefined) continue;
    const others = scoreIntents(asked.vector, examples, intentCount, (_, similarity) => similarity < same);
    measure(others, (intent) => intent === asked.intent);
    if (intentCount < 2) continue;
    const strangers = scoreIntents(asked.vector, examples, intentCount, ({ intent }) => intent !== asked.intent);
    measure(strangers, () => false);
  }
  return calibrate(predictions, examples.length, intentCount);
}

function toClassification(
  scores: Scores,
  favoured: readonly number[],
  { intents, calibration }: { intents: readonly string[]; calibration: Calibration },
): Classification {
  const exact = intents.flatMap((_, intent) => ((scores.nearest[intent] ?? 0) >= same ? [intent] : []));
  const { intent, score, probabilities } = likeliestOf(scores, favoured);
  const best = exact.length === 0 || exact.includes(intent) ? intent : (exact[0] ?? intent);
  const confidence =
    exact.length > 0 ? sameConfidence / exact.length : confidenceOf(score, scores.nearest[best] ?? 0, calibration);
  const isUnknown = confidence < calibration.threshold;
  const ofBest = probabilities[best] ?? 1;
  const alternatives = intents
    .map((name, number): Alternative & { number: number } => ({
      intent: name,
      confidence: Math.min(confidence, confidence * ((probabilities[number] ?? 0) / ofBest)),
      number,
    }))
    .filter((other) => other.confidence >= leastAlternative && (isUnknown || other.number !== best))
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, mostAlternatives)
    .map(({ intent: name, confidence: share }) => ({ intent: name, confidence: share }));
  return { ...(isUnknown ? {} : { intent: intents[best] ?? "" }), confidence, alternatives };
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (const [at, value] of vector.entries()) sum[at] = (sum[at] ?? 0) + value;
  // With a few examples the mean would be one of them.
  const share = vectors.length < 10 ? 0 : 1 / vectors.length;
  return sum.map((value) => value * share);
}

/** All vectors of some models are near to each other; what they have in common says nothing. */
function centre(vector: Float32Array, mean: Float32Array): Float32Array {
  const moved = vector.map((value, at) => value - (mean[at] ?? 0));
  const norm = Math.sqrt(dot(moved, moved));
  return norm === 0 ? moved : moved.map((value) => value / norm);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
