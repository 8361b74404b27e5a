import { clear, sure } from "#understanding/understanding.ts";
import type { Band, Confusion, Evaluation, IntentFigures, UnknownFigures } from "./evaluation.ts";

/** What a classifier said of a text it had not learnt from. */
export type Answer = {
  text: string;
  /** What the text means; undefined: none of the intents. */
  intent: string | undefined;
  /** What came out likeliest; undefined: nothing at all. */
  likeliest: string | undefined;
  confidence: number;
  refused: boolean;
};

const mostAnswered = 10;

/** The figures of cross-validation, from its answers. */
export function evaluateAnswers(answers: readonly Answer[]): Omit<Evaluation, "folds" | "warnings"> {
  const known = answers.filter(({ intent }) => intent !== undefined);
  const right = known.filter(isRight);
  const wrong = known.filter((answer) => !isRight(answer));
  return {
    examples: known.length,
    accuracy: right.length / known.length,
    sure: bandFrom(known, sure),
    clear: bandFrom(known, clear),
    rightRefused: shareOf(right, ({ refused }) => refused),
    wrongAnswered: shareOf(wrong, ({ refused }) => !refused),
    unknown: figuresOfUnknown(
      known,
      answers.filter(({ intent }) => intent === undefined),
    ),
    intents: figuresByIntent(known),
    confusions: findConfusions(wrong),
  };
}

function isRight({ intent, likeliest }: Answer): boolean {
  return intent !== undefined && likeliest === intent;
}

function bandFrom(known: readonly Answer[], least: number): Band {
  const inBand = known.filter(({ confidence }) => confidence >= least);
  return { share: inBand.length / known.length, right: shareOf(inBand, isRight) };
}

function shareOf(answers: readonly Answer[], counts: (answer: Answer) => boolean): number | undefined {
  return answers.length === 0 ? undefined : answers.filter(counts).length / answers.length;
}

function figuresByIntent(known: readonly Answer[]): IntentFigures[] {
  const own = Map.groupBy(known, ({ intent }) => intent ?? "");
  const taken = Map.groupBy(known, ({ likeliest }) => likeliest);
  return [...own]
    .map(([intent, answers]) => ({
      intent,
      examples: answers.length,
      precision: shareOf(taken.get(intent) ?? [], isRight),
      recall: answers.filter(isRight).length / answers.length,
    }))
    .sort((a, b) => a.recall - b.recall || a.intent.localeCompare(b.intent));
}

function findConfusions(wrong: readonly Answer[]): Confusion[] {
  const pairs = Map.groupBy(
    wrong.filter(({ likeliest }) => likeliest !== undefined),
    ({ intent, likeliest }) => JSON.stringify([intent, likeliest]),
  );
  return [...pairs.values()]
    .flatMap((answers) => {
      const [first] = answers;
      if (first?.intent === undefined || first.likeliest === undefined) return [];
      const texts = answers.map(({ text }) => text);
      return [{ intent: first.intent, takenFor: first.likeliest, count: answers.length, texts }];
    })
    .sort((a, b) => b.count - a.count || a.intent.localeCompare(b.intent));
}

function figuresOfUnknown(known: readonly Answer[], unknown: readonly Answer[]): UnknownFigures | undefined {
  const refused = shareOf(unknown, (answer) => answer.refused);
  if (refused === undefined) return undefined;
  const answered = unknown
    .filter((answer) => !answer.refused)
    .sort((a, b) => b.confidence - a.confidence)
    .map(({ text, likeliest, confidence }) => ({ text, intent: likeliest ?? "", confidence }));
  const sentences = new Set(unknown.map(({ text }) => text)).size;
  const auroc = measureAuroc(known, unknown);
  return { sentences, refused, auroc, answered: distinctTexts(answered).slice(0, mostAnswered) };
}

function distinctTexts<Item extends { text: string }>(items: readonly Item[]): Item[] {
  return items.filter(({ text }, place) => items.findIndex((other) => other.text === text) === place);
}

/** By the sum of ranks (Mann and Whitney); answers of equal confidence share their ranks. */
function measureAuroc(known: readonly Answer[], unknown: readonly Answer[]): number {
  const levels = Map.groupBy([...known, ...unknown], ({ confidence }) => confidence);
  let rank = 0;
  let sum = 0;
  for (const [, answers] of [...levels].sort(([a], [b]) => a - b)) {
    const shared = rank + (answers.length + 1) / 2;
    sum += shared * answers.filter(({ intent }) => intent !== undefined).length;
    rank += answers.length;
  }
  return (sum - (known.length * (known.length + 1)) / 2) / (known.length * unknown.length);
}
