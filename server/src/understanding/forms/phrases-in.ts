import type { Word } from "#understanding/text/mapped-text.ts";
import { normalize } from "#understanding/text/normalize.ts";

/** A phrase in a text: indices of its words, `to` exclusive. */
export type PhraseRange = { from: number; to: number };

/** The phrases of a list in a text. Of phrases that overlap, the longer counts. */
export function phrasesIn(words: readonly Word[], phrases: readonly string[]): PhraseRange[] {
  const { byFirstWord } = prepare(phrases);
  const found: PhraseRange[] = [];
  for (let from = 0; from < words.length;) {
    const phrase = byFirstWord.get(words[from]?.text ?? "")?.find((each) => standsAt(each, words, from));
    if (phrase === undefined) {
      from += 1;
      continue;
    }
    found.push({ from, to: from + phrase.length });
    from += phrase.length;
  }
  return found;
}

function standsAt(phrase: readonly string[], words: readonly Word[], from: number): boolean {
  return phrase.every((word, index) => words[from + index]?.text === word);
}

type Phrases = { all: string[][]; byFirstWord: Map<string, string[][]> };

const cache = new WeakMap<readonly string[], Phrases>();

/** Each message is searched for a dozen lists, and most of its words begin no phrase. */
function prepare(phrases: readonly string[]): Phrases {
  const known = cache.get(phrases);
  if (known !== undefined) return known;
  const all = phrases
    .map((phrase) => normalize(phrase).split(" "))
    .filter(([first]) => first !== "")
    .sort((a, b) => b.length - a.length);
  const prepared = { all, byFirstWord: Map.groupBy(all, ([first = ""]) => first) };
  cache.set(phrases, prepared);
  return prepared;
}

/** The words of each phrase, the longest phrase first. */
export function toWords(phrases: readonly string[]): string[][] {
  return prepare(phrases).all;
}

/** Whether a clause begins with this word: it is the first one, or a sign stands before it. */
export function beginsClause(word: Word, index: number): boolean {
  return index === 0 || /[^\s'-]|\s-\s|\n/.test(word.gap);
}
