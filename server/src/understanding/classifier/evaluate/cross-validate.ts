import { availableParallelism } from "node:os";
import { ConfigError } from "#app/errors.ts";
import { normalize } from "#understanding/text/normalize.ts";
import type { Example } from "#understanding/understanding.ts";
import { findCorpusWarnings } from "./corpus-warnings.ts";
import { type Prediction, evaluatePredictions } from "./evaluate-predictions.ts";
import type { Evaluation } from "./evaluation.ts";
import { seededRandom } from "#understanding/classifier/train/seeded-random.ts";
import { classifyForms } from "#understanding/classifier/model/classifier.ts";
import { trainClassifier } from "#understanding/classifier/train/train-classifier.ts";

export type CrossValidationOptions = {
  /** In how many parts the examples are divided. Each part is classified by a classifier that learnt the others. */
  folds?: number;
  /** Chooses the division: the same seed gives the same figures. */
  seed?: number;
  /** Sentences that ask for no intent. */
  unknown?: readonly string[];
  /** How many train at a time. Left out: as many as there are cores. */
  threads?: number;
  signal?: AbortSignal;
};

/**
 * Measures how well a corpus is understood: how a classifier classifies examples that it has not learnt. Trains one
 * classifier for each fold, in threads, as many at a time as there are cores. They classify in the calling thread.
 *
 * @throws ConfigError when there are too few examples. @throws RangeError when `folds` is not a whole number from 2.
 */
export async function crossValidate(
  corpus: readonly Example[],
  { folds = 5, seed = 1, unknown = [], threads = availableParallelism(), signal }: CrossValidationOptions = {},
): Promise<Evaluation> {
  if (!Number.isInteger(folds) || folds < 2) throw new RangeError("folds: give a whole number from 2, e.g. 5");
  const examples = distinctExamples(corpus);
  if (examples.length < 2)
    throw new ConfigError(["There are fewer than two different examples: give the stories some more to test them."]);
  const parts = divide(examples, Math.min(folds, examples.length), seed);
  const predictions = await inParallel(parts, threads, async (part) => {
    const learnt = parts.flatMap((other) => (other === part ? [] : other));
    const classifier = await trainClassifier(learnt, signal === undefined ? {} : { signal });
    return [...part.map(predict), ...unknown.map((text) => predict({ text }))];

    function predict({ text, intent, abstract }: { text: string; intent?: string; abstract?: string }): Prediction {
      const forms = abstract === undefined ? [] : [abstract];
      const { intent: named, confidence, alternatives } = classifyForms(classifier, [text, ...forms]);
      const likeliest = named ?? alternatives[0]?.intent;
      const isWrong = intent !== undefined && likeliest !== undefined && likeliest !== intent;
      const pulls = isWrong ? { pulls: classifier.explain(text, likeliest, intent) } : {};
      return { text, intent, likeliest, confidence, refused: named === undefined, ...pulls };
    }
  });
  return { folds: parts.length, ...evaluatePredictions(predictions.flat()), warnings: findCorpusWarnings(corpus) };
}

/** A text that is in two folds would be known before it is classified. */
function distinctExamples(corpus: readonly Example[]): Example[] {
  const readable = corpus.filter(({ text }) => normalize(text) !== "");
  return [...Map.groupBy(readable, ({ intent, text }) => JSON.stringify([intent, normalize(text)])).values()].flatMap(
    (same) => same.slice(0, 1),
  );
}

/** Deals the examples out in random order, one intent after the other, so that each part has its share of each. */
function divide(examples: readonly Example[], count: number, seed: number): Example[][] {
  const random = seededRandom(seed);
  const shuffled = examples
    .map((example) => ({ example, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ example }) => example);
  const dealt = [...Map.groupBy(shuffled, ({ intent }) => intent).values()].flat();
  return Array.from({ length: count }, (_, part) => dealt.filter((_example, index) => index % count === part));
}

async function inParallel<Item, Result>(
  items: readonly Item[],
  most: number,
  handle: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...items.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      results[next[0]] = await handle(next[1]);
  };
  await Promise.all(Array.from({ length: Math.min(items.length, most) }, work));
  return results;
}
