import { normalize } from "#understanding/text/normalize.ts";
import type { Example } from "#understanding/understanding.ts";
import { featuresOf, readDocuments } from "#understanding/classifier/features/documents.ts";
import { indexOccurrences, measureSimilarities } from "#understanding/classifier/model/nearest.ts";
import { measureRarity } from "#understanding/classifier/features/rarity.ts";

/** Something about a corpus that its author should look at. */
export type CorpusWarning =
  /** No letter or digit: it teaches nothing. */
  | { type: "empty"; intent: string; text: string }
  /** The same text asks for several intents. It cannot be understood. */
  | { type: "contradiction"; text: string; intents: readonly string[] }
  /** The same text twice in one intent. */
  | { type: "repeated"; intent: string; text: string }
  /** Too few examples to generalise from. */
  | { type: "few"; intent: string; examples: number }
  /** Two texts that differ only a little. `similarity` is 1 for the same words. */
  | { type: "near"; texts: readonly [string, string]; intents: readonly [string, string]; similarity: number };

const fewExamples = 5;
/** Above this similarity, the texts differ by a typing error or a small word. */
const nearlySame = 0.85;

export function findCorpusWarnings(corpus: readonly Example[]): CorpusWarning[] {
  const normalized = corpus.map((example) => ({ ...example, normal: normalize(example.text) }));
  const groups = [...Map.groupBy(normalized, ({ normal }) => normal)];
  const distinct = groups.flatMap(([normal, group]) => (normal === "" ? [] : group.slice(0, 1)));
  return [
    ...groups.flatMap(([normal, group]) => (normal === "" ? group.map(toEmpty) : warnOfSame(group))),
    ...warnOfFew(normalized.filter(({ normal }) => normal !== "")),
    ...warnOfNear(distinct),
  ];
}

function toEmpty({ intent, text }: Example): CorpusWarning {
  return { type: "empty", intent, text };
}

function warnOfSame(group: readonly Example[]): CorpusWarning[] {
  const byIntent = Map.groupBy(group, ({ intent }) => intent);
  const contradiction = byIntent.size < 2 ? [] : [{ text: group[0]?.text ?? "", intents: [...byIntent.keys()] }];
  const repeated = [...byIntent].filter(([, examples]) => examples.length > 1);
  return [
    ...contradiction.map((found) => ({ type: "contradiction" as const, ...found })),
    ...repeated.map(([intent, [first]]) => ({ type: "repeated" as const, intent, text: first?.text ?? "" })),
  ];
}

function warnOfFew(examples: readonly (Example & { normal: string })[]): CorpusWarning[] {
  return [...Map.groupBy(examples, ({ intent }) => intent)]
    .map(([intent, own]) => ({ type: "few" as const, intent, examples: new Set(own.map(({ normal }) => normal)).size }))
    .filter(({ examples }) => examples < fewExamples);
}

/** Pairs of different intents first. */
function warnOfNear(examples: readonly Example[]): CorpusWarning[] {
  const { table, documents } = readDocuments(examples.map(({ text }) => text));
  // Each text stands for itself: words that few texts share count, whatever the intents.
  const alone = Uint32Array.from(examples.keys());
  const rarity = measureRarity(documents, alone, table.weights.slice(0, table.size));
  const occurrences = indexOccurrences(documents, rarity);
  const similarities = new Float32Array(examples.length);
  const found = examples.flatMap((example, index) => {
    const scale = occurrences.scales[index] ?? 0;
    measureSimilarities(occurrences, featuresOf(documents, index), rarity, scale, similarities);
    return examples.slice(0, index).flatMap((other, otherIndex) => {
      const similarity = similarities[otherIndex] ?? 0;
      return similarity < nearlySame ? [] : [{ example, other, similarity }];
    });
  });
  return found
    .sort((a, b) => crosses(b) - crosses(a) || b.similarity - a.similarity)
    .map(({ example, other, similarity }) => ({
      type: "near",
      texts: [other.text, example.text],
      intents: [other.intent, example.intent],
      similarity,
    }));
}

function crosses({ example, other }: { example: Example; other: Example }): number {
  return example.intent === other.intent ? 0 : 1;
}
