import { type FewShotFigures, measureFewShot, smallestIntent } from "#bench/few-shot.ts";
import { judgeAims, type Verdict } from "./aims.ts";
import type { Corpus } from "./corpus.ts";
import { readCorpus } from "./read-corpus.ts";

const seeds = [1, 2, 3];
const sizes = [5, 10, 20];
/** Where the corpus is not divided, so many sentences of each intent at least are asked about. */
const leastAsked = 3;

/**
 * How well the classifier understands a corpus that the user has in a file, with few examples of each intent, and which of the
 * project's aims that reaches. @returns lines. @throws CorpusError
 */
export function measureCorpus(path: string): string[] {
  const corpus = readCorpus(path);
  const intents = new Set(corpus.sentences.map(({ intent }) => intent));
  const possible = sizes.filter(
    (size) => size + (corpus.asked === undefined ? leastAsked : 0) <= smallestIntent(corpus),
  );
  const few = possible.map((size) => measureFewShot(corpus, size, seeds));
  // Division by the file is one division: to learn all of it again would give the same.
  const all = corpus.asked === undefined ? [] : [measureFewShot(corpus, Number.POSITIVE_INFINITY, [1])];
  if (few.length + all.length === 0)
    return [
      ...headLines(corpus, intents),
      `too few to measure: give each intent ${(sizes[0] ?? 0) + leastAsked} or more`,
    ];
  return [
    ...headLines(corpus, intents),
    `means of ${seeds.length} choices of the examples; "all" is one`,
    "  examples   right  of these refused  out of scope refused   AUROC   training  CPU of a sentence",
    ...[...few, ...all].map(rowOf),
    ...judgeAims(intents, few).map(lineOf),
  ];
}

function headLines({ name, sentences, asked, outOfScope }: Corpus, intents: ReadonlySet<string>): string[] {
  const division =
    asked === undefined
      ? `${sentences.length} sentences, at random learnt or asked about`
      : `${sentences.length} sentences to learn from, ${asked.length} to ask about`;
  return [`corpus: ${name}, ${intents.size} intents; ${division}; ${outOfScope.length} out of scope`];
}

function rowOf(figures: FewShotFigures): string {
  const { perIntent, accuracy, rightRefused, outOfScopeRefused, auroc, trainingMs, sentenceMs } = figures;
  const percent = (share: number): string => (Number.isNaN(share) ? "-" : `${(share * 100).toFixed(1)} %`);
  return [
    (Number.isFinite(perIntent) ? String(perIntent) : "all").padStart(10),
    percent(accuracy).padStart(7),
    percent(rightRefused).padStart(17),
    percent(outOfScopeRefused).padStart(21),
    (Number.isNaN(auroc) ? "-" : auroc.toFixed(3)).padStart(7),
    `${(trainingMs / 1000).toFixed(2)} s`.padStart(10),
    `${sentenceMs.toFixed(2)} ms`.padStart(18),
  ].join(" ");
}

function lineOf({ aim, reached, holds }: Verdict): string {
  return `${holds ? "holds:    " : "MISSED:   "} ${aim} (${reached.toFixed(3)})`;
}
