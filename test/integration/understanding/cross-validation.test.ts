import { crossValidate } from "@causerie/server/understanding/classifier/evaluate/cross-validate.ts";
import { expect, test } from "vitest";

const words = { apple: "red", bridge: "long", candle: "warm", doctor: "kind" };
const corpus = Object.entries(words).flatMap(([intent, adjective]) =>
  ["where is the", "I like the", "show me the", "give the", "what about the", "take the"].map((start) => ({
    intent,
    text: `${start} ${adjective} ${intent}`,
  })),
);

test("asks about each example once, and tells how well each intent is understood", async () => {
  const evaluation = await crossValidate(corpus, { unknown: ["xyz", "tomorrow it rains cats"] });
  expect(evaluation).toMatchObject({ folds: 5, examples: 24, accuracy: 1, warnings: [] });
  expect(evaluation.intents.map(({ intent, examples, recall }) => [intent, examples, recall])).toEqual([
    ["apple", 6, 1],
    ["bridge", 6, 1],
    ["candle", 6, 1],
    ["doctor", 6, 1],
  ]);
  expect(evaluation.unknown).toMatchObject({ sentences: 2, refused: 1, auroc: 1 });
});

test("shows what is taken for what", async () => {
  const mixedUp = [
    ...corpus,
    ...["see a", "get a", "buy a"].map((start) => ({ intent: "pear", text: `${start} red apple` })),
  ];
  const { confusions, accuracy } = await crossValidate(mixedUp);
  expect(accuracy).toBeLessThan(1);
  expect(confusions.some(({ intent, confusedWith }) => [intent, confusedWith].sort().join() === "apple,pear")).toBe(
    true,
  );
  // "red apple" is what both say.
  const { pulledBy } = confusions.find(({ intent }) => intent === "pear") ?? { pulledBy: [] };
  expect(["red", "apple"]).toContain(pulledBy[0]);
});

test("the same seed gives the same figures, another one another division", async () => {
  const [first, again] = [
    await crossValidate(corpus, { seed: 7, folds: 2 }),
    await crossValidate(corpus, { seed: 7, folds: 2 }),
  ];
  expect(again).toEqual(first);
  const unknown = ["the red one", "a warm and long one"];
  const seeds = await Promise.all([1, 2, 3].map((seed) => crossValidate(corpus, { seed, folds: 2, unknown })));
  expect(new Set(seeds.map((evaluation) => JSON.stringify(evaluation.unknown))).size).toBeGreaterThan(1);
});

test("a text that is repeated is not known beforehand: it is asked about once", async () => {
  const repeated = [...corpus, ...corpus.map(({ intent, text }) => ({ intent, text: `${text}!` }))];
  const evaluation = await crossValidate(repeated);
  expect(evaluation.examples).toBe(24);
  expect(evaluation.warnings.filter(({ type }) => type === "repeated")).toHaveLength(24);
});

test("what cannot be tested says what to do", async () => {
  await expect(crossValidate([{ intent: "a", text: "hello" }])).rejects.toThrow("give the stories some more");
  await expect(crossValidate(corpus, { folds: 1 })).rejects.toThrow("whole number from 2");
  await expect(crossValidate(corpus, { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
});

test("two examples are enough for two folds, one intent for an answer", async () => {
  const evaluation = await crossValidate([
    { intent: "a", text: "hello" },
    { intent: "a", text: "hello there" },
  ]);
  expect(evaluation).toMatchObject({ folds: 2, examples: 2, accuracy: 1, unknown: undefined });
});
