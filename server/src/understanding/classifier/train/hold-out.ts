import { type Documents, featuresOf, pickDocuments } from "#understanding/classifier/features/documents.ts";
import { indexesByLabel } from "#understanding/classifier/features/indexes-by-label.ts";
import { type Learnt, learn } from "./learn.ts";
import {
  indexOccurrences,
  measureSimilarities,
  nearestOfIntents,
  type Occurrences,
} from "#understanding/classifier/model/nearest.ts";
import { measureRarity, type Rarity, scaleOf, substanceOf, sumOf } from "#understanding/classifier/features/rarity.ts";
import { seededRandom, shuffle } from "./seeded-random.ts";
import { addScores } from "#understanding/classifier/model/weights.ts";

/** The scores of an example, by models that have not learnt it. */
export type HeldOutPrediction = {
  /** The index of its intent in the lists below; -1: a stranger, whose intent the models have not learnt. */
  label: number;
  /** The whole example, as its author wrote it: nothing was left out. */
  whole: boolean;
  linear: Float64Array;
  bayes: Float64Array;
  /** How near the nearest example of each intent is. */
  nearest: Float64Array;
};

/** By example: the number of its intent, and of the example that it is a form of; its own number, if of none. */
export type LabelledExamples = { labels: Uint32Array; origins: Uint32Array };

const parts = 5;
/** With fewer intents, leaving one out would leave nothing to choose from. */
const fewIntents = 3;
/** So many are enough to tune a few numbers. A large corpus need not be learnt five times for that. */
const enough = 1_000;
/** The share of features that a gap makes unknown: about as many as one mistyped word does. */
const gap = 0.15;

/**
 * Learns a part of the examples and predicts the rest, up to five times. Examples are written with care, and all are about
 * a subject of the bot. The texts of people are not. So each example is predicted once more with a gap, and there are
 * strangers of two kinds: a fifth of the *intents* is not learnt each time, and every second example is also predicted
 * without its rarer half, because a text about any other subject looks like that. Measured with four intents: without
 * strangers a quarter of the sentences out of scope were refused, with them three quarters.
 */
export function predictHeldOut(
  examples: Documents,
  { labels, origins }: LabelledExamples,
  intentCount: number,
  kinds: Float32Array,
): HeldOutPrediction[] {
  const partOf = divide(labels, origins);
  const order = Uint32Array.from({ length: intentCount }, (_, label) => label);
  shuffle(order, seededRandom(4));
  const runs = Math.min(parts, Math.ceil((enough * parts) / Math.max(1, labels.length)));
  const random = seededRandom(3);
  const results: HeldOutPrediction[] = [];
  for (let run = 0; run < runs; run += 1) {
    const isStranger = (label: number): boolean => intentCount >= fewIntents && order.indexOf(label) % parts === run;
    const indexes = [...labels.keys()];
    const learnt = indexes.filter((index) => partOf[index] !== run && !isStranger(labels[index] ?? 0));
    if (learnt.length === 0) continue;
    const part = learnPart(examples, labels, learnt, kinds);
    for (const index of indexes) {
      if (partOf[index] !== run || origins[index] !== index) continue;
      const features = featuresOf(examples, index);
      const label = part.numbers.get(labels[index] ?? 0) ?? -1;
      results.push(
        predict(part, { features, unseen: 0 }, label),
        predict(part, withGap(features, kinds, random), label),
      );
      if (index % 2 === 0) results.push(predict(part, withoutRareHalf(features, part.rarity), -1));
    }
  }
  return results;
}

/** Puts each example in one of five parts. The examples of one intent go to the parts in turn. A form goes with its example. */
function divide(labels: Uint32Array, origins: Uint32Array): Uint8Array {
  const partOf = new Uint8Array(labels.length);
  const order = Uint32Array.from(labels.keys());
  shuffle(order, seededRandom(2));
  const shuffled = order.map((index) => labels[index] ?? 0);
  for (const [turn, at] of indexesByLabel(shuffled).entries()) partOf[order[at] ?? 0] = turn % parts;
  return partOf.map((_, index) => partOf[origins[index] ?? index] ?? 0);
}

type Part = {
  /** By intent: its number among the intents that were learnt. */
  numbers: ReadonlyMap<number, number>;
  labels: Uint32Array;
  rarity: Rarity;
  learnt: Learnt;
  occurrences: Occurrences;
};

function learnPart(examples: Documents, labels: Uint32Array, indexes: readonly number[], kinds: Float32Array): Part {
  const intents = [...new Set(indexes.map((index) => labels[index] ?? 0))];
  const numbers = new Map(intents.map((label, number) => [label, number]));
  const documents = pickDocuments(examples, indexes);
  const partLabels = Uint32Array.from(indexes, (index) => numbers.get(labels[index] ?? 0) ?? 0);
  const rarity = measureRarity(documents, partLabels, kinds);
  const learnt = learn(documents, partLabels, intents.length, rarity);
  return { numbers, labels: partLabels, rarity, learnt, occurrences: indexOccurrences(documents, rarity) };
}

/** `unseen`: as `scaleOf` takes it. */
type Sample = { features: Uint32Array; unseen: number };

/** @param label as in {@link HeldOutPrediction}. */
function predict(part: Part, { features, unseen }: Sample, label: number): HeldOutPrediction {
  const { rarity, learnt, numbers } = part;
  const fullScale = scaleOf(features, rarity, unseen);
  const scale = fullScale * substanceOf(fullScale, rarity);
  const sum = sumOf(features, rarity, scale);
  const linear = new Float64Array(numbers.size);
  const bayes = Float64Array.from(learnt.bayesBalance, (balance) => balance * sum);
  const nearest = new Float64Array(numbers.size);
  const similarities = new Float32Array(part.labels.length);
  addScores(learnt.linear, features, rarity, scale, linear);
  addScores(learnt.bayes, features, rarity, scale, bayes);
  measureSimilarities(part.occurrences, features, rarity, scale, similarities);
  nearestOfIntents(similarities, part.labels, nearest);
  return { label, whole: unseen === 0, linear, bayes, nearest };
}

/** Neighbouring features come from neighbouring letters, so a run of features is about one word. */
function withGap(features: Uint32Array, kinds: Float32Array, random: () => number): Sample {
  const length = Math.round(features.length * gap);
  const start = Math.floor(random() * (features.length - length));
  const left = features.subarray(start, start + length);
  return { features: features.filter((_, at) => at < start || at >= start + length), unseen: squaresOf(left, kinds) };
}

/** Keeps the more common half: the words that occur in sentences about anything. */
function withoutRareHalf(features: Uint32Array, { known, unknown, kinds }: Rarity): Sample {
  const kept = Math.round(features.length / 2);
  const rarityOf = (feature: number): number => (known[feature] ?? 0) / (kinds[feature] ?? 1) || unknown;
  const sorted = features.toSorted((a, b) => rarityOf(a) - rarityOf(b));
  return { features: sorted.slice(0, kept), unseen: squaresOf(sorted.subarray(kept), kinds) };
}

function squaresOf(features: Uint32Array, kinds: Float32Array): number {
  let squares = 0;
  for (const feature of features) squares += (kinds[feature] ?? 1) ** 2;
  return squares;
}
