import { expect, test } from "vitest";
import { trainModel } from "#understanding/classifier/train/train-model.ts";
import { createClassifier } from "./classifier.ts";

const sentences = {
  refund: ["give me my money back", "money for the broken vase", "I paid money for nothing", "my money please"],
  delivery: ["where is the vase", "bring the parcel today", "the parcel is not here", "when does the parcel come"],
};
const corpus = Object.entries(sentences).flatMap(([intent, texts]) => texts.map((text) => ({ intent, text })));
const classifier = createClassifier(trainModel(corpus));
const wordsFor = (text: string, intent: string, rival?: string): string[] =>
  classifier.explain(text, intent, rival).map(({ word }) => word);

test("the words that speak for an intent come first, and those of its rival do not come at all", () => {
  expect(wordsFor("the money for a parcel", "refund", "delivery")[0]).toBe("money");
  expect(wordsFor("the money for a parcel", "refund", "delivery")).not.toContain("parcel");
  expect(wordsFor("the money for a parcel", "delivery", "refund")[0]).toBe("parcel");
});

test("a mistyped word is named as it was read", () => {
  expect(wordsFor("my parcle", "delivery", "refund")[0]).toBe("parcel");
});

test("words that no example has speak for nothing, and neither does a text without words", () => {
  expect(wordsFor("qwqwq jkjkj", "refund", "delivery")).toEqual([]);
  expect(wordsFor("", "refund")).toEqual([]);
  expect(wordsFor("money", "no such intent")).toEqual([]);
});

test("the pulls are above 0, the strongest first", () => {
  const pulls = classifier.explain("where is my money, where is my vase", "refund").map(({ pull }) => pull);
  expect(pulls.every((pull) => pull > 0)).toBe(true);
  expect(pulls).toEqual(pulls.toSorted((a, b) => b - a));
});
