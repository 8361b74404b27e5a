import { normalizeLetters, type Word, wordsOf } from "#understanding/text/mapped-text.ts";
import { overlap, type Range } from "#understanding/text/range.ts";
import type { FormWords } from "./form-words.ts";
import { beginsClause, phrasesIn } from "./phrases-in.ts";

/** A part that says what is not meant, and the words in it that deny. */
export type Denied = Range & { negations: Range[] };

/**
 * The parts of a text that say what is not meant: "not 2" in "not 2 but 4", "instead of 2" in "4 instead of 2". A part ends
 * with its clause, or before a word such as "but".
 * @param names ranges of names in the text: a negation inside of a name ("Not spicy") denies nothing.
 */
export function findDenied(text: string, spoken: FormWords, names: readonly Range[]): Denied[] {
  const words = wordsOf(normalizeLetters(text));
  const affirmed = indicesOf(phrasesIn(words, spoken.affirmative));
  const contrasts = new Set(phrasesIn(words, spoken.contrast).map(({ from }) => from));
  const found: Denied[] = [];
  for (const { from, to } of phrasesIn(words, spoken.negation)) {
    const first = words[from];
    const begin = words[to - 1];
    if (first === undefined || begin === undefined || affirmed.has(from)) continue;
    const negation = { start: first.start, end: begin.end };
    if (names.some((name) => overlap(name, negation))) continue;
    const before = found.at(-1);
    // Within a part that is denied already: each part is read once, however often a text says "not".
    if (before !== undefined && first.start < before.end) before.negations.push(negation);
    else {
      const end = endOfClause(words, to, contrasts);
      const last = words[end - 1];
      if (end > to && last !== undefined) found.push({ start: first.start, end: last.end, negations: [negation] });
    }
  }
  return found;
}

function endOfClause(words: readonly Word[], from: number, contrasts: ReadonlySet<number>): number {
  for (let at = from; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined || beginsClause(word, at) || contrasts.has(at)) return at;
  }
  return words.length;
}

function indicesOf(ranges: readonly { from: number; to: number }[]): Set<number> {
  return new Set(ranges.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)));
}

/** Where a text has these phrases. */
export function findPhrases(text: string, phrases: readonly string[]): Range[] {
  const words = wordsOf(normalizeLetters(text));
  return phrasesIn(words, phrases).map(({ from, to }) => {
    return { start: words[from]?.start ?? 0, end: words[to - 1]?.end ?? 0 };
  });
}

/** The text with these parts blank. It is as long as before, so ranges in it are ranges in the original. */
export function blank(text: string, ranges: readonly Range[]): string {
  return ranges.reduce(
    (rest, { start, end }) => rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end),
    text,
  );
}
