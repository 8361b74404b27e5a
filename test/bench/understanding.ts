import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Classifier } from "@causerie/server/understanding/classifier/model/classifier.ts";
import { evaluatePredictions } from "@causerie/server/understanding/classifier/evaluate/evaluate-predictions.ts";
import { seededRandom } from "@causerie/server/understanding/classifier/train/seeded-random.ts";
import { trainClassifier } from "@causerie/server/understanding/classifier/train/train-classifier.ts";
import { disposableFolder } from "#support/disposable-folder.ts";
import { withTypos } from "#support/random/with-typos.ts";
import { measureClassThresholds } from "./class-thresholds.ts";
import { type FewShotFigures, measureFewShot, readAllAsOne, readCorpora, smallestIntent } from "./few-shot.ts";
import { toPrediction } from "./predictions.ts";
import { type Labelled, templateCorpus, templateNonsense } from "./template-corpus.ts";
import { readOutOfScope, readSentences } from "#support/understanding/customer-service.ts";

/** How fast the embedded classifier learns and answers, and how well. @returns lines. */
export async function measureUnderstanding(): Promise<string[]> {
  return [...(await measureLarge()), ...(await measureWritten()), ...fewShotTable(), ...measureClassThresholds()];
}

/** Few examples of hand-written corpora: those that the classifier was tuned on, and those that it was not. */
function fewShotTable(): string[] {
  const seeds = [1, 2, 3];
  const rows = (["development", "unseen"] as const).flatMap((split) =>
    readCorpora(split).flatMap((corpus) =>
      [5, 10, 15].flatMap((perIntent) =>
        perIntent + 3 > smallestIntent(corpus)
          ? []
          : [fewShotRow(`${corpus.name} (${split})`, measureFewShot(corpus, perIntent, seeds))],
      ),
    ),
  );
  const together = fewShotRow("all hand-written as one", measureFewShot(readAllAsOne(), 10, seeds));
  return [
    `few examples of each intent, the others asked; means of ${seeds.length} divisions; sentences out of scope beside them`,
    "  corpus                   intents  examples   right  of these refused  out of scope refused  AUROC",
    ...rows,
    together,
  ];
}

function fewShotRow(name: string, figures: FewShotFigures): string {
  const { intents, perIntent, accuracy, rightRefused, outOfScopeRefused, auroc } = figures;
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return [
    `  ${name.padEnd(23)}`,
    String(intents).padStart(8),
    String(perIntent).padStart(9),
    percent(accuracy).padStart(7),
    percent(rightRefused).padStart(17),
    percent(outOfScopeRefused).padStart(21),
    auroc.toFixed(3).padStart(6),
  ].join(" ");
}

async function measureLarge(): Promise<string[]> {
  using folder = disposableFolder();
  const { description, examples, heldOut } = templateCorpus(1, 50, 10);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const trained = await trainClassifier(examples, { cacheFolder: folder.path });
  delay.disable();
  const started = performance.now();
  await trainClassifier(examples, { cacheFolder: folder.path });
  const loaded = performance.now() - started;
  const size = readdirSync(folder.path).reduce((sum, name) => sum + statSync(join(folder.path, name)).size, 0);
  return [
    `corpus: ${description}`,
    `training: ${(trained.trainedInMs / 1000).toFixed(2)} s in its thread, budget 5 s; main thread held up for at most ${(delay.max / 1e6).toFixed(0)} ms`,
    `model: ${(size / 1e6).toFixed(1)} MB; from the cache in ${loaded.toFixed(0)} ms`,
    latencyLine(trained, heldOut),
    ...qualityLines(trained, heldOut, templateNonsense(2, 400)),
  ];
}

async function measureWritten(): Promise<string[]> {
  const examples = readSentences("customer-service.json");
  const unseen = readSentences("customer-service-unseen.json");
  const intents = new Set(examples.map(({ intent }) => intent)).size;
  return [
    `corpus: written by hand, customer service, ${intents} intents x 24 sentences, half English, half French`,
    ...qualityLines(await trainClassifier(examples), unseen, readOutOfScope()),
  ];
}

function latencyLine(classifier: Classifier, sentences: readonly Labelled[]): string {
  const times = sentences.map(({ text }) => {
    const before = performance.now();
    classifier.classify(text);
    return performance.now() - before;
  });
  times.sort((a, b) => a - b);
  const at = (part: number): string => (times[Math.floor(times.length * part)] ?? 0).toFixed(3);
  return `understanding a sentence: p50 ${at(0.5)} ms, budget 1 ms; p95 ${at(0.95)} ms`;
}

function qualityLines(classifier: Classifier, heldOut: readonly Labelled[], unknown: readonly string[]): string[] {
  const random = seededRandom(7);
  const mistyped = heldOut.map((sentence) => ({ ...sentence, text: withTypos(random, sentence.text) }));
  return [
    qualityLine(`${heldOut.length} unseen sentences`, classifier, heldOut, unknown),
    qualityLine("  the same with typos", classifier, mistyped, unknown),
  ];
}

function qualityLine(
  what: string,
  classifier: Classifier,
  known: readonly Labelled[],
  unknown: readonly string[],
): string {
  const sentences = [...known, ...unknown.map((text) => ({ text, intent: undefined }))];
  const figures = evaluatePredictions(sentences.map(({ text, intent }) => toPrediction(classifier, text, intent)));
  const percent = (share: number | undefined): string => (share === undefined ? "-" : `${(share * 100).toFixed(1)} %`);
  return [
    `${what}: ${percent(figures.accuracy)} right (${percent(figures.rightRefused)} of these refused)`,
    `${percent(figures.sure.share)} sure, of which ${percent(figures.sure.right)} right`,
    `${unknown.length} sentences out of scope: ${percent(figures.unknown?.refused)} refused, AUROC ${figures.unknown?.auroc.toFixed(3)}`,
  ].join("; ");
}
