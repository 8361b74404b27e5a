import { createClassifier } from "@causerie/server/understanding/classifier/model/classifier.ts";
import { seededRandom } from "@causerie/server/understanding/classifier/train/seeded-random.ts";
import { trainModel } from "@causerie/server/understanding/classifier/train/train-model.ts";
import { expect, test } from "vitest";
import { measureFewShot, readAllAsOne, readCorpora } from "#bench/few-shot.ts";
import { toPrediction } from "#bench/predictions.ts";
import { shuffled } from "#support/random/random.ts";

const seeds = [1, 2];

// The bounds are below what `npm run bench` prints, so that only a real loss fails.
test.each([
  ["development", "banking", 10, 0.71],
  ["development", "assistant", 10, 0.76],
  ["development", "telecom", 10, 0.64],
  ["unseen", "travel", 10, 0.61],
  ["unseen", "townhall", 10, 0.73],
] as const)(
  "%s corpus %s with %i examples: at least %f right, at most 8 in 100 of these refused",
  (split, name, perIntent, least) => {
    const corpora = readCorpora(split).filter((corpus) => corpus.name === name);
    const [figures] = corpora.map((corpus) => measureFewShot(corpus, perIntent, seeds));
    expect(figures?.accuracy).toBeGreaterThan(least);
    expect(figures?.rightRefused).toBeLessThan(0.08);
    expect(figures?.outOfScopeRefused).toBeGreaterThan(0.65);
    expect(figures?.auroc).toBeGreaterThan(0.87);
  },
);

test("a bot of a hundred intents, whose sentences share many words, understands most and refuses more than half of the rest", () => {
  const figures = measureFewShot(readAllAsOne(), 10, seeds);
  expect(figures.intents).toBeGreaterThan(100);
  expect(figures.accuracy).toBeGreaterThan(0.64);
  expect(figures.rightRefused).toBeLessThan(0.08);
  expect(figures.outOfScopeRefused).toBeGreaterThan(0.55);
  expect(figures.auroc).toBeGreaterThan(0.86);
});

test("intents of few examples are understood beside those of many", () => {
  const shares = readCorpora("development").map(({ sentences }) => {
    const groups = [...Map.groupBy(sentences, ({ intent }) => intent).values()].map((own) =>
      shuffled(seededRandom(1), own),
    );
    const learnt = groups.flatMap((own, index) => own.slice(0, index % 2 === 0 ? 11 : 3));
    const classifier = createClassifier(trainModel(learnt));
    const asked = groups.flatMap((own, index) => (index % 2 === 0 ? [] : own.slice(11)));
    const right = asked.filter(({ text, intent }) => toPrediction(classifier, text, intent).likeliest === intent);
    return right.length / asked.length;
  });
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  expect(mean).toBeGreaterThan(0.475);
});
