import type { LabelledSentence } from "#support/understanding/customer-service.ts";

/** The division that a corpus comes with. `validation` is for tuning, so it is neither learnt nor asked about. */
export type Part = "train" | "validation" | "test";

/** One sentence of a file. `part` is undefined where the file does not say. */
export type Row = { text: string; intent: string; part: Part | undefined };

/** A corpus that somebody has in a file. */
export type Corpus = {
  name: string;
  /** What may be learnt; without a division by the file, what is asked about, too. */
  sentences: readonly LabelledSentence[];
  /** What is asked about; undefined: the file gives no division, so what was not learnt is asked about. */
  asked?: readonly LabelledSentence[];
  outOfScope: readonly string[];
};

/** A file that is no corpus. The message says what to do. */
export class CorpusError extends Error {}

/** Sentences of this intent ask for none of the others. They are never learnt. */
const outOfScopeLabel = "oos";

/** @throws CorpusError when the rows are no corpus to measure with. */
export function toCorpus(name: string, rows: readonly Row[]): Corpus {
  const usable = rows.filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
  if (usable.length === 0) throw new CorpusError(`${name} has no sentence`);
  const isKnown = ({ intent }: Row): boolean => intent !== outOfScopeLabel;
  const known = usable.filter(isKnown);
  const train = known.filter(({ part }) => part === "train");
  const test = known.filter(({ part }) => part === "test");
  const isDivided = train.length > 0 && test.length > 0;
  if (!isDivided && (train.length > 0 || test.length > 0))
    throw new CorpusError(
      `${name} has only a part "${train.length > 0 ? "train" : "test"}": give "train" and "test", or no parts for a random division`,
    );
  const sentences = toSentences(isDivided ? train : known);
  const intents = new Set(sentences.map(({ intent }) => intent));
  if (intents.size < 2)
    throw new CorpusError(`${name} has ${intents.size === 0 ? "no intent" : "one intent only"}: give two or more`);
  const unlearnt = test.find(({ intent }) => !intents.has(intent));
  if (isDivided && unlearnt !== undefined)
    throw new CorpusError(`${name}: the intent "${unlearnt.intent}" is in "test" but not in "train"`);
  const outOfScope = usable.filter((row) => !isKnown(row));
  const asked = outOfScope.filter(({ part }) => part === "test");
  return {
    name,
    sentences,
    ...(isDivided ? { asked: toSentences(test) } : {}),
    outOfScope: (asked.length > 0 ? asked : outOfScope).map(({ text }) => text),
  };
}

function toSentences(rows: readonly Row[]): LabelledSentence[] {
  return rows.map(({ text, intent }) => ({ text, intent, locale: "und" }));
}

const partNames: Readonly<Record<string, Part>> = {
  train: "train",
  training: "train",
  val: "validation",
  valid: "validation",
  validation: "validation",
  dev: "validation",
  test: "test",
  testing: "test",
};

/** @returns undefined when it is the name of no part. */
export function partOf(name: string): Part | undefined {
  return partNames[name.trim().toLowerCase()];
}
