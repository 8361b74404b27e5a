import { isFiller } from "#understanding/text/fillers.ts";
import { normalizeLetters, type Word, wordsOf } from "#understanding/text/mapped-text.ts";
import { overlap, type Range } from "#understanding/text/range.ts";

/** The words of a text outside of these ranges that say something: no fillers such as "please". */
export function restOf(text: string, ranges: readonly Range[]): Word[] {
  return wordsOf(normalizeLetters(text)).filter(
    (word) => !isFiller(word.text) && !ranges.some((range) => overlap(range, word)),
  );
}

/**
 * Whether a text says nothing but its mentions. So many words may follow them, which name what is counted: "three people".
 * @param known ranges of words with a meaning of their own, e.g. "no, rather".
 */
export function saysOnly(
  text: string,
  { mentions, known, mostAfter }: { mentions: readonly Range[]; known: readonly Range[]; mostAfter: number },
): boolean {
  const rest = restOf(text, [...mentions, ...known]);
  const begin = Math.min(...mentions.map(({ end }) => end));
  return rest.length <= mostAfter && rest.every(({ start }) => start >= begin);
}
