import { refusableShare } from "@causerie/server/understanding/classifier/model/calibration.ts";
import { createClassifier } from "@causerie/server/understanding/classifier/model/classifier.ts";
import { trainModel } from "@causerie/server/understanding/classifier/train/train-model.ts";
import { type FewShotCorpus, readCorpora, split } from "./few-shot.ts";
import { toPrediction } from "./predictions.ts";

const folds = 5;
const perIntent = 10;
const seeds = [1, 2, 3];
/** So many held-out sentences of a class count as much as the threshold of all. */
const priors = [0, 5, 20];
type Scored = { intent: string | undefined; likeliest: string | undefined; confidence: number };

/**
 * One threshold for all intents beside one for each, chosen by the same rule on the same held-out predictions. Both refuse about
 * as many right ones, so the one that refuses more sentences out of scope, and more wrong ones, is better. @returns lines.
 */
export function measureClassThresholds(): string[] {
  const corpora = (["development", "unseen"] as const).flatMap((name) => readCorpora(name));
  const rows = corpora.map((corpus) => rowOf(corpus));
  return [
    `one threshold against one for each intent, ${perIntent} examples of each, means of ${seeds.length} divisions, in %: of the right refused / of the wrong refused / out of scope refused`,
    `  corpus          one threshold        ${priors.map((prior) => `each, prior ${prior}`.padEnd(21)).join("")}`,
    ...rows,
  ];
}

function rowOf(corpus: FewShotCorpus): string {
  const runs = seeds.map((seed) => measure(corpus, seed));
  const columns = runs[0]?.map((_, column) => {
    const mean = (index: number): string => {
      const sum = runs.reduce((total, run) => total + (run[column]?.[index] ?? 0), 0);
      return ((sum / runs.length) * 100).toFixed(1).padStart(4);
    };
    return `${mean(0)} / ${mean(1)} / ${mean(2)}`.padEnd(21);
  });
  return `  ${corpus.name.padEnd(14)}${(columns ?? []).join("")}`;
}

/** For one threshold, and then for each prior: the shares that are refused. */
function measure(corpus: FewShotCorpus, seed: number): number[][] {
  const { learnt, asked } = split(corpus, perIntent, seed);
  const heldOut = Array.from({ length: folds }, (_, fold) => {
    const model = createClassifier(trainModel(learnt.filter((_sentence, index) => index % folds !== fold)));
    return learnt
      .filter((_sentence, index) => index % folds === fold)
      .map(({ text, intent }) => toPrediction(model, text, intent));
  }).flat();
  const classifier = createClassifier(trainModel(learnt));
  const scored = [
    ...asked.map(({ text, intent }) => toPrediction(classifier, text, intent)),
    ...corpus.outOfScope.map((text) => toPrediction(classifier, text, undefined)),
  ];
  const right = heldOut.filter(({ intent, likeliest }) => intent === likeliest);
  const ofAll = quantile(right);
  const byIntent = Map.groupBy(right, ({ intent }) => intent);
  const each = priors.map((prior) => (intent: string | undefined) => {
    const own = byIntent.get(intent) ?? [];
    return own.length === 0 ? ofAll : (quantile(own) * own.length + ofAll * prior) / (own.length + prior);
  });
  return [() => ofAll, ...each].map((threshold) => refusedBy(scored, threshold));
}

function quantile(right: readonly Scored[]): number {
  const sorted = right.map(({ confidence }) => confidence).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * refusableShare(perIntent))] ?? 0;
}

function refusedBy(scored: readonly Scored[], threshold: (intent: string | undefined) => number): number[] {
  const share = (of: (each: Scored) => boolean): number => {
    const all = scored.filter(of);
    return (
      all.filter(({ likeliest, confidence }) => confidence < threshold(likeliest)).length / Math.max(1, all.length)
    );
  };
  return [
    share(({ intent, likeliest }) => intent !== undefined && intent === likeliest),
    share(({ intent, likeliest }) => intent !== undefined && intent !== likeliest),
    share(({ intent }) => intent === undefined),
  ];
}
