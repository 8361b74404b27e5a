import { isFiller } from "#understanding/text/fillers.ts";
import { normalizeLetters, wordsOf } from "#understanding/text/mapped-text.ts";
import { overlap, type Range } from "#understanding/text/range.ts";

/** The words of a text outside of these ranges that say something: no fillers such as "please". */
export function restOf(text: string, ranges: readonly Range[]): string[] {
  return wordsOf(normalizeLetters(text))
    .filter((word) => !isFiller(word.text) && !ranges.some((range) => overlap(range, word)))
    .map((word) => word.text);
}
