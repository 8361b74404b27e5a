import { expect, test } from "vitest";
import { type Answer, evaluateAnswers } from "./evaluate-answers.ts";

function answer(intent: string | undefined, likeliest: string | undefined, confidence: number): Answer {
  return { text: `${intent} ${confidence}`, intent, likeliest, confidence, refused: confidence < 0.3 };
}

const answers = [
  answer("a", "a", 0.95),
  answer("a", "a", 0.75),
  answer("a", "b", 0.8),
  answer("a", "b", 0.2),
  answer("b", "b", 0.25),
  answer("b", undefined, 0),
  answer(undefined, "a", 0.5),
  answer(undefined, "b", 0.1),
];

test("counts what was right, for all and for each intent, the worst first", () => {
  const { examples, accuracy, intents } = evaluateAnswers(answers);
  expect(examples).toBe(6);
  expect(accuracy).toBe(0.5);
  expect(intents).toEqual([
    { intent: "a", examples: 4, precision: 1, recall: 0.5 },
    { intent: "b", examples: 2, precision: 1 / 3, recall: 0.5 },
  ]);
});

test("names what was taken for what, with the texts", () => {
  expect(evaluateAnswers(answers).confusions).toEqual([
    { intent: "a", takenFor: "b", count: 2, texts: ["a 0.8", "a 0.2"] },
  ]);
});

test("tells how far sure and clear answers can be trusted", () => {
  const { sure, clear } = evaluateAnswers(answers);
  expect(sure).toEqual({ share: 0.5, right: 2 / 3 });
  expect(clear).toEqual({ share: 1 / 6, right: 1 });
});

test("tells what was refused, rightly and wrongly", () => {
  const { rightRefused, wrongAnswered, unknown } = evaluateAnswers(answers);
  expect(rightRefused).toBe(1 / 3);
  expect(wrongAnswered).toBe(1 / 3);
  expect(unknown).toEqual({
    sentences: 2,
    refused: 0.5,
    // Of the 12 pairs, the example has more confidence in 8: 0.95, 0.75 and 0.8 beat both, 0.2 and 0.25 one.
    auroc: 8 / 12,
    answered: [{ text: "undefined 0.5", intent: "a", confidence: 0.5 }],
  });
});

test("equal confidences tell nothing apart", () => {
  const equal = [answer("a", "a", 0.5), answer("b", "b", 0.5), answer(undefined, "a", 0.5)];
  expect(evaluateAnswers(equal).unknown?.auroc).toBe(0.5);
});

test("without sentences that are out of scope nothing is said of them", () => {
  expect(evaluateAnswers([answer("a", "a", 1)])).toMatchObject({ unknown: undefined, wrongAnswered: undefined });
});
