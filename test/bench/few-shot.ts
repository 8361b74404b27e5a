import { join } from "node:path";
import { evaluatePredictions } from "@causerie/server/understanding/classifier/evaluate/evaluate-predictions.ts";
import { createClassifier } from "@causerie/server/understanding/classifier/model/classifier.ts";
import { seededRandom } from "@causerie/server/understanding/classifier/train/seeded-random.ts";
import { trainModel } from "@causerie/server/understanding/classifier/train/train-model.ts";
import { shuffled } from "#support/random/random.ts";
import { type LabelledSentence, readOutOfScope, readSentences } from "#support/understanding/customer-service.ts";
import { toPrediction } from "./predictions.ts";

/** One corpus, with the sentences that mean none of its intents. `asked`: without it, what was not learnt is asked about. */
export type FewShotCorpus = {
  name: string;
  sentences: readonly LabelledSentence[];
  asked?: readonly LabelledSentence[];
  outOfScope: readonly string[];
};

/** What a number of examples for each intent is good for, as means over the seeds. Shares are 0 to 1. */
export type FewShotFigures = {
  corpus: string;
  intents: number;
  perIntent: number;
  accuracy: number;
  rightRefused: number;
  outOfScopeRefused: number;
  /** NaN: there are no sentences out of scope. */
  auroc: number;
  trainingMs: number;
  /** To understand one sentence. */
  sentenceMs: number;
};

/**
 * `development`: the classifier was tuned on these. `unseen`: it was not, and they decide what is claimed; but their trades, travel and town hall,
 * are among those of the thesaurus.
 */
export function readCorpora(split: "development" | "unseen"): FewShotCorpus[] {
  const names = { development: ["banking", "assistant", "telecom"], unseen: ["travel", "townhall"] };
  return names[split].map((name) => {
    const sentences = readSentences(join("corpora", split, `${name}.json`));
    return { name, sentences, outOfScope: readOutOfScope("corpora/out-of-scope.json", sentences[0]?.locale) };
  });
}

/** All hand-written corpora as one bot of many intents, so that sentences of different trades compete. */
export function readAllAsOne(): FewShotCorpus {
  const corpora = [...readCorpora("development"), ...readCorpora("unseen")];
  return {
    name: "all as one",
    sentences: corpora.flatMap(({ name, sentences }) =>
      sentences.map((sentence) => ({ ...sentence, intent: `${name}: ${sentence.intent}` })),
    ),
    outOfScope: [...new Set(corpora.flatMap(({ outOfScope }) => outOfScope))],
  };
}

/** Learns `perIntent` sentences of each intent, chosen by each seed, and asks about all the others, or about those of the corpus' test. */
export function measureFewShot(corpus: FewShotCorpus, perIntent: number, seeds: readonly number[]): FewShotFigures {
  const { name, sentences, outOfScope } = corpus;
  const runs = seeds.map((seed) => {
    const { learnt, asked } = split(corpus, perIntent, seed);
    const started = performance.now();
    const classifier = createClassifier(trainModel(learnt));
    const trained = performance.now();
    const predictions = [
      ...asked.map(({ text, intent }) => toPrediction(classifier, text, intent)),
      ...outOfScope.map((text) => toPrediction(classifier, text, undefined)),
    ];
    const sentenceMs = (performance.now() - trained) / predictions.length;
    return { ...evaluatePredictions(predictions), trainingMs: trained - started, sentenceMs };
  });
  const mean = (of: (run: (typeof runs)[number]) => number | undefined, ifNone = 0): number =>
    runs.reduce((sum, run) => sum + (of(run) ?? ifNone), 0) / runs.length;
  return {
    corpus: name,
    intents: new Set(sentences.map(({ intent }) => intent)).size,
    perIntent,
    accuracy: mean(({ accuracy }) => accuracy),
    rightRefused: mean(({ rightRefused }) => rightRefused),
    outOfScopeRefused: mean(({ unknown }) => unknown?.refused, Number.NaN),
    auroc: mean(({ unknown }) => unknown?.auroc, Number.NaN),
    trainingMs: mean(({ trainingMs }) => trainingMs),
    sentenceMs: mean(({ sentenceMs }) => sentenceMs),
  };
}

/** `perIntent` sentences of each intent to learn, chosen by the seed, and those to ask about. */
export function split({ sentences, asked }: FewShotCorpus, perIntent: number, seed: number) {
  const random = seededRandom(seed);
  const groups = [...Map.groupBy(sentences, ({ intent }) => intent).values()].map((own) => shuffled(random, own));
  return {
    learnt: groups.flatMap((own) => own.slice(0, perIntent)),
    asked: asked ?? groups.flatMap((own) => own.slice(perIntent)),
  };
}

/** How many sentences the intent with the fewest has. */
export function smallestIntent({ sentences }: FewShotCorpus): number {
  const counts = [...Map.groupBy(sentences, ({ intent }) => intent).values()].map((own) => own.length);
  return Math.min(...counts);
}
