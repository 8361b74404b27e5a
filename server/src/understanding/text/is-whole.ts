import { isFiller } from "./fillers.ts";
import { type MappedText, wordsOf } from "./mapped-text.ts";
import type { Range } from "./range.ts";

/** Whether a text has no words but those of its mentions and those that surround an answer ("please"). */
export function isWhole(normalized: MappedText, mentions: readonly Range[]): boolean {
  return wordsOf(normalized).every(
    (word) => isFiller(word.text) || mentions.some(({ start, end }) => start <= word.start && word.end <= end),
  );
}
