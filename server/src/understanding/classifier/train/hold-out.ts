import { type Documents, featuresOf, pickDocuments } from "#understanding/classifier/features/documents.ts";
import { type Learnt, learn } from "./learn.ts";
import {
  indexOccurrences,
  measureSimilarities,
  nearestOfIntents,
  type Occurrences,
} from "#understanding/classifier/model/nearest.ts";
import { measureRarity, type Rarity, scaleOf, substanceOf, sumOf } from "#understanding/classifier/features/rarity.ts";
import { seededRandom, shuffle } from "./seeded-random.ts";
import { addScores, placesByLabel } from "./weights.ts";

/** What models said of an example that they had not learnt from. */
export type HeldOut = {
  /** The place of its intent in the lists below; -1: a stranger, which the models had no example of. */
  label: number;
  linear: Float64Array;
  bayes: Float64Array;
  /** How near the nearest example of each intent is. */
  nearest: Float64Array;
};

const parts = 5;
/** With fewer intents, leaving one out would leave nothing to choose from. */
const fewIntents = 3;
/** So many are enough to tune a few numbers; a large corpus need not be learnt five times for them. */
const enough = 1_000;
/** The share of features that a gap makes strange: about what one mistyped word does. */
const gap = 0.15;

/**
 * Learns from a part of the examples and asks about the rest, up to five times. Examples are written with care and all
 * about something the bot knows, unlike what people type. So each is asked about once more with a gap, and there are
 * strangers of two kinds: a fifth of the *intents* is left out each time, and every second example is also asked about
 * with its rarer half made strange, which is what any other subject looks like. Measured with four intents: without
 * strangers a quarter of the sentences out of scope were refused, with them three quarters.
 */
export function holdOut(
  examples: Documents,
  labels: Uint32Array,
  intentCount: number,
  featureCount: number,
): HeldOut[] {
  const partOf = divide(labels);
  const order = Uint32Array.from({ length: intentCount }, (_, label) => label);
  shuffle(order, seededRandom(4));
  const runs = Math.min(parts, Math.ceil((enough * parts) / Math.max(1, labels.length)));
  const random = seededRandom(3);
  const results: HeldOut[] = [];
  for (let run = 0; run < runs; run += 1) {
    const isStranger = (label: number): boolean => intentCount >= fewIntents && order.indexOf(label) % parts === run;
    const places = [...labels.keys()];
    const learnt = places.filter((place) => partOf[place] !== run && !isStranger(labels[place] ?? 0));
    if (learnt.length === 0) continue;
    const part = learnPart(examples, labels, learnt, featureCount);
    for (const place of places) {
      if (partOf[place] !== run) continue;
      const features = featuresOf(examples, place);
      const label = part.numbers.get(labels[place] ?? 0) ?? -1;
      results.push(ask(part, { features, unseen: 0 }, label), ask(part, withGap(features, random), label));
      if (place % 2 === 0) results.push(ask(part, hollow(features, part.rarity), -1));
    }
  }
  return results;
}

/** Puts each example in one of five parts, those of one intent in turn. */
function divide(labels: Uint32Array): Uint8Array {
  const partOf = new Uint8Array(labels.length);
  const order = Uint32Array.from(labels.keys());
  shuffle(order, seededRandom(2));
  const shuffled = order.map((place) => labels[place] ?? 0);
  for (const [turn, at] of placesByLabel(shuffled).entries()) partOf[order[at] ?? 0] = turn % parts;
  return partOf;
}

type Part = {
  /** An intent's number among those that were learnt. */
  numbers: ReadonlyMap<number, number>;
  labels: Uint32Array;
  rarity: Rarity;
  learnt: Learnt;
  occurrences: Occurrences;
};

function learnPart(examples: Documents, labels: Uint32Array, places: readonly number[], featureCount: number): Part {
  const intents = [...new Set(places.map((place) => labels[place] ?? 0))];
  const numbers = new Map(intents.map((label, number) => [label, number]));
  const documents = pickDocuments(examples, places);
  const partLabels = Uint32Array.from(places, (place) => numbers.get(labels[place] ?? 0) ?? 0);
  const rarity = measureRarity(documents, featureCount);
  const learnt = learn(documents, partLabels, intents.length, rarity);
  return { numbers, labels: partLabels, rarity, learnt, occurrences: indexOccurrences(documents, rarity) };
}

type Question = { features: Uint32Array; unseen: number };

function ask(part: Part, { features, unseen }: Question, label: number): HeldOut {
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
  return { label, linear, bayes, nearest };
}

/** Neighbouring features come from neighbouring letters, so a run of them is about a word. */
function withGap(features: Uint32Array, random: () => number): Question {
  const unseen = Math.round(features.length * gap);
  const start = Math.floor(random() * (features.length - unseen));
  return { features: features.filter((_, at) => at < start || at >= start + unseen), unseen };
}

/** What is left are the words that stand in sentences about anything. */
function hollow(features: Uint32Array, rarity: Rarity): Question {
  const kept = Math.round(features.length / 2);
  const rarityOf = (feature: number): number => (rarity.known[feature] ?? 0) || rarity.unknown;
  const common = features.toSorted((a, b) => rarityOf(a) - rarityOf(b)).slice(0, kept);
  return { features: common, unseen: features.length - kept };
}
