import { expect, test } from "vitest";
import { learnBayes } from "./bayes-weights.ts";
import { emptyWeights } from "#understanding/classifier/model/weights.ts";

// Three examples: features 0 and 1 for intent 0, feature 1 alone twice for intent 1.
const examples = { starts: Uint32Array.of(0, 2, 3, 4), features: Uint32Array.of(0, 1, 1, 1) };
const labels = Uint32Array.of(0, 1, 1);
const rarity = { known: Float32Array.of(1, 1), unknown: 1, kinds: Float32Array.of(1, 1) };

test("an entry is there for each intent that has the feature, and for no other", () => {
  const { starts, intents } = emptyWeights(examples, labels, 2);
  expect([...starts]).toEqual([0, 1, 3]);
  expect([...intents]).toEqual([0, 0, 1]);
});

test("a feature speaks for an intent the more, the less the others have of it", () => {
  const weights = emptyWeights(examples, labels, 2);
  const balance = learnBayes(weights, examples, labels, 2, rarity);
  const half = Math.SQRT1_2;
  expect(weights.values[0]).toBeCloseTo(Math.log((0.3 + half) / 0.3));
  expect(weights.values[1]).toBeCloseTo(Math.log((0.3 + 2 + half) / (0.3 + 2)));
  expect(weights.values[2]).toBeCloseTo(Math.log((0.3 + 2 + half) / (0.3 + half)));
  const total = 2 * half + 2 + 0.6;
  expect(balance[0]).toBeCloseTo(Math.log((total - 2 * half) / total));
  expect(balance[1]).toBeCloseTo(Math.log((total - 2) / total));
});
