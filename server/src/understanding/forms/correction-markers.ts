import { isFiller } from "#understanding/text/fillers.ts";
import { normalizeLetters, type Word, wordsOf } from "#understanding/text/mapped-text.ts";
import type { Range } from "#understanding/text/range.ts";
import type { FormWords } from "./form-words.ts";
import { phrasesIn, type PhraseRange } from "./phrases-in.ts";

/**
 * The words that mark a text as a correction: before the new value ("no, three", "make it three") or after it ("three
 * instead"). In the middle of a text only a phrase of several words marks one, because a single word is often there by
 * chance.
 */
export function findCorrectionMarkers(text: string, spoken: FormWords): Range[] {
  const words = wordsOf(normalizeLetters(text));
  const found = phrasesIn(words, spoken.correction);
  const begin = countLeading(words, found);
  const end = words.length - countTrailing(words, found);
  return found
    .filter(({ from, to }) => to <= begin || from >= end || to - from > 1)
    .map(({ from, to }) => ({ start: words[from]?.start ?? 0, end: words[to - 1]?.end ?? 0 }));
}

/** How many words at the beginning are markers and fillers. */
function countLeading(words: readonly Word[], found: readonly PhraseRange[]): number {
  let at = 0;
  for (;;) {
    const marker = found.find(({ from }) => from === at);
    if (marker !== undefined) at = marker.to;
    else if (words[at] !== undefined && isFiller(words[at]?.text ?? "")) at += 1;
    else return at;
  }
}

function countTrailing(words: readonly Word[], found: readonly PhraseRange[]): number {
  let at = words.length;
  for (;;) {
    const marker = found.find(({ to }) => to === at);
    if (marker !== undefined) at = marker.from;
    else if (at > 0 && isFiller(words[at - 1]?.text ?? "")) at -= 1;
    else return words.length - at;
  }
}
