import { expect, test } from "vitest";
import { type Prediction, evaluatePredictions } from "./evaluate-predictions.ts";

function predict(intent: string | undefined, likeliest: string | undefined, confidence: number): Prediction {
  return { text: `${intent} ${confidence}`, intent, likeliest, confidence, refused: confidence < 0.3 };
}

const predictions = [
  predict("a", "a", 0.95),
  predict("a", "a", 0.75),
  predict("a", "b", 0.8),
  predict("a", "b", 0.2),
  predict("b", "b", 0.25),
  predict("b", undefined, 0),
  predict(undefined, "a", 0.5),
  predict(undefined, "b", 0.1),
];

test("counts what was right, for all and for each intent, the worst first", () => {
  const { examples, accuracy, intents } = evaluatePredictions(predictions);
  expect(examples).toBe(6);
  expect(accuracy).toBe(0.5);
  expect(intents).toEqual([
    { intent: "a", examples: 4, precision: 1, recall: 0.5, refused: 0.25 },
    { intent: "b", examples: 2, precision: 1 / 3, recall: 0.5, refused: 1 },
  ]);
});

test("names what was confused with what, with the texts", () => {
  expect(evaluatePredictions(predictions).confusions).toEqual([
    { intent: "a", confusedWith: "b", count: 2, texts: ["a 0.8", "a 0.2"], pulledBy: [] },
  ]);
});

test("names the words that spoke loudest for the wrong intent, over all its texts", () => {
  const wrong = (pulls: readonly [string, number][]): Prediction => ({
    ...predict("a", "b", 0.5),
    pulls: pulls.map(([word, pull]) => ({ word, pull })),
  });
  const { confusions } = evaluatePredictions([
    wrong([
      ["money", 2],
      ["order", 1.5],
      ["my", 0.1],
    ]),
    wrong([
      ["order", 1],
      ["back", 0.3],
    ]),
  ]);
  expect(confusions.map(({ pulledBy }) => pulledBy)).toEqual([["order", "money", "back"]]);
});

test("tells how far sure and clear predictions can be trusted", () => {
  const { sure, clear } = evaluatePredictions(predictions);
  expect(sure).toEqual({ share: 0.5, right: 2 / 3 });
  expect(clear).toEqual({ share: 1 / 6, right: 1 });
});

test("tells what was refused, rightly and wrongly", () => {
  const { rightRefused, wrongAccepted, unknown } = evaluatePredictions(predictions);
  expect(rightRefused).toBe(1 / 3);
  expect(wrongAccepted).toBe(1 / 3);
  expect(unknown).toEqual({
    sentences: 2,
    refused: 0.5,
    // Of the 12 pairs, the example has more confidence in 8: 0.95, 0.75 and 0.8 beat both, 0.2 and 0.25 one.
    auroc: 8 / 12,
    accepted: [{ text: "undefined 0.5", intent: "a", confidence: 0.5 }],
  });
});

test("equal confidences tell nothing apart", () => {
  const equal = [predict("a", "a", 0.5), predict("b", "b", 0.5), predict(undefined, "a", 0.5)];
  expect(evaluatePredictions(equal).unknown?.auroc).toBe(0.5);
});

test("without sentences that are out of scope nothing is said of them", () => {
  expect(evaluatePredictions([predict("a", "a", 1)])).toMatchObject({ unknown: undefined, wrongAccepted: undefined });
});
