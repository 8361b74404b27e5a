import {
  assumed,
  fitCurve,
  leastSlope,
  type ScoredPrediction,
} from "@causerie/server/understanding/classifier/model/fit-curve.ts";
import { createClassifier } from "@causerie/server/understanding/classifier/model/classifier.ts";
import { judge } from "@causerie/server/understanding/classifier/model/judgement.ts";
import type { Model } from "@causerie/server/understanding/classifier/model/model.ts";
import { trainModel } from "@causerie/server/understanding/classifier/train/train-model.ts";
import { normalize } from "@causerie/server/understanding/text/normalize.ts";
import type { Example } from "@causerie/server/understanding/understanding.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";

/** The loss that the fit is to make least, written a second time. */
function lossOf(predictions: readonly ScoredPrediction[], slope: number, offset: number): number {
  const likelihoods = predictions.map(({ score, right }) => {
    const height = 1 / (1 + Math.exp(-(slope * score + offset)));
    return -Math.log(Math.max(1e-300, right ? height : 1 - height));
  });
  const assumption = ((slope - assumed.slope) / assumed.slopeDeviation) ** 2 / 2 + (offset - assumed.offset) ** 2 / 2;
  return likelihoods.reduce((sum, one) => sum + one, assumption);
}

const prediction = fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), right: fc.boolean() });
const repeated = fc
  .tuple(fc.array(prediction, { maxLength: 30 }), fc.integer({ min: 1, max: 200 }))
  .map(([predictions, times]) => Array.from({ length: times }, () => predictions).flat());

test("whatever was predicted, no other curve near it fits better", () => {
  fc.assert(
    fc.property(repeated, (predictions) => {
      const { slope, offset } = fitCurve(predictions);
      expect(slope).toBeGreaterThanOrEqual(leastSlope);
      const best = lossOf(predictions, slope, offset);
      for (const [bySlope, byOffset] of [
        [0, 0.05],
        [0, -0.05],
        [0.05, 0],
        [-0.05, 0],
        [0.05, -0.05],
        [-0.05, 0.05],
      ] as const) {
        if (slope + bySlope < leastSlope) continue;
        expect(lossOf(predictions, slope + bySlope, offset + byOffset)).toBeGreaterThan(best - 1e-6);
      }
    }),
  );
});

const word = fc.constantFrom(
  ..."order parcel refund money ticket train where when how much my the a is please cancel où est mon colis 明日 天気 42 👍 ! x".split(
    " ",
  ),
);
const sentence = fc.oneof(
  { weight: 4, arbitrary: fc.array(word, { minLength: 0, maxLength: 6 }).map((words) => words.join(" ")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
);
const example = fc.record({ intent: fc.constantFrom("a", "b", "c", "d", "e", "f"), text: sentence });
const anyCorpus = fc.array(example, { maxLength: 60 });

/** The names of the arrays of a model that hold a number which is none. */
function brokenParts(model: Model): string[] {
  const { rarity, weights, balance, occurrences, calibration } = model;
  const arrays = {
    known: rarity.known,
    unknown: [rarity.unknown],
    values: weights.values,
    balance,
    scales: occurrences.scales,
  };
  const numbers = { ...arrays, calibration: Object.values(calibration) };
  return Object.entries(numbers).flatMap(([name, values]) =>
    [...values].every((value) => Number.isFinite(value)) ? [] : [name],
  );
}

test("whatever the examples are, a model has only numbers that are numbers, and answers anything", () => {
  fc.assert(
    fc.property(anyCorpus, fc.array(sentence, { maxLength: 5 }), (corpus, asked) => {
      const model = trainModel(corpus);
      expect(brokenParts(model)).toEqual([]);
      const { asked: held, right, understood } = model.heldOut;
      expect(held).toBeGreaterThanOrEqual(right);
      expect(right).toBeGreaterThanOrEqual(understood);
      const classifier = createClassifier(model);
      const intents = new Set<string>(corpus.map(({ intent }) => intent));
      for (const text of [...asked, ...corpus.map((each) => each.text)]) {
        const { intent, confidence, alternatives } = classifier.classify(text, ["a", "none"]);
        expect(intent === undefined || intents.has(intent)).toBe(true);
        for (const share of [confidence, ...alternatives.map((other) => other.confidence)]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }
    }),
    { numRuns: 150 },
  );
});

test("an example is always among what its text may mean", () => {
  fc.assert(
    fc.property(anyCorpus, (corpus) => {
      const classifier = createClassifier(trainModel(corpus));
      // A text that was given to two intents is one of them.
      for (const [text, examples] of Map.groupBy(corpus, (example) => normalize(example.text))) {
        const { intent: named, alternatives } = classifier.classify(text);
        if (text === "") continue;
        const meanings = [named, ...alternatives.map((other) => other.intent)];
        expect(examples.some(({ intent }) => meanings.includes(intent))).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});

/** As many intents and examples as asked for, each intent with words of its own among words that all share. */
function corpusOf(intents: number, perIntent: number): Example[] {
  const shared = ["please", "tell me", "how about", "I need", "what is", "where is", "could you", "show", "my", "the"];
  return Array.from({ length: intents }, (_, intent) =>
    Array.from({ length: perIntent }, (_unused, index) => ({
      intent: `i${intent}`,
      text: `${shared[(intent + index) % 10]} ${shared[(intent * 3 + index * 7) % 10]} ${spell(intent)} ${spell(intent + 7 * index)}`,
    })),
  ).flat();
}

/** A word for each number. */
function spell(number: number): string {
  const syllables = ["ba", "do", "fi", "gu", "ke", "lo", "mi", "nu", "pa", "ro"];
  return Array.from(String(number), (digit) => syllables[Number(digit)]).join("") + "ta";
}

test.each([
  [1, 1],
  [1, 40],
  [2, 1],
  [3, 1],
  [150, 1],
  [150, 5],
  [77, 5],
  [1_000, 2],
])(
  "%i intents with %i example(s) each: what was learnt is understood, and what was held out is judged",
  (intents, perIntent) => {
    const corpus = corpusOf(intents, perIntent);
    const model = trainModel(corpus);
    expect(brokenParts(model)).toEqual([]);
    const classifier = createClassifier(model);
    for (const { intent, text } of corpus.slice(0, 200)) expect(classifier.classify(text).intent).toBe(intent);
    const canBeJudged = perIntent >= 5 && intents > 1;
    expect(canBeJudged ? judge(model.heldOut) : "sound").toBe("sound");
  },
);
