import type { Word } from "#understanding/text/mapped-text.ts";
import { normalize } from "#understanding/text/normalize.ts";

/** A phrase in a text: indices of its words, `to` exclusive. */
export type PhraseRange = { from: number; to: number };

/** The phrases of a list in a text. Of phrases that overlap, the longer counts. */
export function phrasesIn(words: readonly Word[], phrases: readonly string[]): PhraseRange[] {
  const known = toWords(phrases);
  const found: PhraseRange[] = [];
  for (let from = 0; from < words.length;) {
    const phrase = known.find((each) => each.every((word, index) => words[from + index]?.text === word));
    if (phrase === undefined) {
      from += 1;
      continue;
    }
    found.push({ from, to: from + phrase.length });
    from += phrase.length;
  }
  return found;
}

const cache = new WeakMap<readonly string[], string[][]>();

/** The words of each phrase, the longest phrase first. */
export function toWords(phrases: readonly string[]): string[][] {
  const known = cache.get(phrases);
  if (known !== undefined) return known;
  const words = phrases
    .map((phrase) => normalize(phrase).split(" "))
    .filter(([first]) => first !== "")
    .sort((a, b) => b.length - a.length);
  cache.set(phrases, words);
  return words;
}

/** Whether a clause begins with this word: it is the first one, or a sign stands before it. */
export function beginsClause(word: Word, index: number): boolean {
  return index === 0 || /[^\s'-]|\s-\s|\n/.test(word.gap);
}
