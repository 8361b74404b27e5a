import { type Entity, type EntityContext, type Found, onlyValue } from "./entity.ts";
import { functionWordsOf } from "#understanding/forms/function-words.ts";
import { isFiller } from "#understanding/text/fillers.ts";
import {
  type MappedText,
  type Word,
  compoundsOf,
  normalizeLetters,
  signsOf,
  wordsOf,
} from "#understanding/text/mapped-text.ts";
import { languageOf } from "#i18n/locale.ts";
import { type Phrase, createPhraseIndex } from "#understanding/text/phrase-index.ts";
import { type Spelling, type Spellings, toSpellings } from "#understanding/text/spelling.ts";
import { createSuggestions } from "#understanding/text/suggestions.ts";
import { unspaced } from "#understanding/text/segment.ts";
import { withoutOverlaps } from "#understanding/text/range.ts";

/** A person who writes more words than this says more than a name. */
const maxAnswerWords = 12;

/** The entity that `oneOf` makes. It can also suggest values. */
export interface OneOf<Value extends string> extends Entity<Value> {
  /** At most five values that a text may mean, the likeliest first: for "did you mean …?". */
  near(text: string, context: EntityContext): Value[];
}

/**
 * One of a list of things: stations, colours, seats. Case, accents, punctuation, hyphens and common plurals do not count;
 * long words may have typing errors. If several names match, the longest counts. Words that are equally near to two values
 * mention neither. `read` also takes the value itself, because links carry it, and forgives words around it.
 *
 * ```ts
 * const city = oneOf("city", { lille: ["Lille", "the north"], paris: true }); // Entity<"lille" | "paris">
 * ```
 */
export function oneOf<const Value extends string>(
  name: string,
  values: readonly Value[] | Readonly<Record<Value, Spellings>>,
): OneOf<Value> {
  const spellings = toSpellings(values);
  for (const { value, text } of spellings) refuseWordless(name, value, text);
  const index = createPhraseIndex(spellings.flatMap(toPhrases), functionWordsOf);
  const own = new Map<string, Value>(spellings.map(({ value }) => [value, value]));
  const literal = Map.groupBy(spellings, ({ text }) => literally(text));
  const suggest = createSuggestions(spellings);

  const match = (normalized: MappedText, { locale }: EntityContext, careful: boolean): Found<Value>[] => {
    const found = readingsOf(normalized).flatMap((words) =>
      index
        .match(
          words.map(({ text }) => text),
          languageOf(locale),
          careful,
        )
        .map((each) => ({ ...each, start: words[each.from]?.start ?? 0, end: words[each.to - 1]?.end ?? 0 })),
    );
    found.sort((a, b) => a.cost - b.cost);
    return withoutOverlaps(found).map(({ start, end, value }) => ({ start, end, value }));
  };

  /** The value, if nothing else is said. */
  const readWhole = (normalized: MappedText, context: EntityContext): Value | undefined => {
    const words = wordsOf(normalized);
    if (words.length > maxAnswerWords) return undefined;
    const found = match(normalized, context, false);
    const rest = words.filter((word) => !found.some((each) => covers(each, word)) && !isFiller(word.text));
    return rest.length === 0 ? onlyValue(found) : undefined;
  };

  return {
    name,
    spellings,
    find: (text, context) => match(normalizeLetters(text), context, true),
    read(text, context) {
      const exact = own.get(text.trim()) ?? onlyValue(literal.get(literally(text)) ?? []);
      if (exact !== undefined) return exact;
      const normalized = normalizeLetters(text);
      return readWhole(normalized, context) ?? onlyValue(match(normalized, context, true));
    },
    near: (text) => suggest(wordsOf(normalizeLetters(text)).map((word) => word.text)),
  };
}

function refuseWordless(name: string, value: string, text: string): void {
  if (/[\p{L}\p{N}]/u.test(text)) return;
  throw new TypeError(`oneOf("${name}"): "${text}" for "${value}" has no letter and no digit; write what people type`);
}

function toPhrases<Value extends string>({ value, text, language }: Spelling<Value>): Phrase<Value>[] {
  const normalized = normalizeLetters(text);
  const readings = readingsOf(normalized).map((words) => words.map((word) => word.text));
  return readings.map((words) => ({ words, value, language }));
}

/** The text without case, but with its signs: "C++" is not "C". */
function literally(text: string): string {
  return text.trim().normalize("NFC").toLowerCase();
}

/** The ways to part a text in words. One sign of a script without spaces may be a part of any word. */
function readingsOf(normalized: MappedText): (readonly Word[])[] {
  const signs = unspaced.test(normalized.text) ? signsOf(normalized) : [];
  return [wordsOf(normalized), compoundsOf(normalized), ...(signs.length > 1 ? [signs] : [])];
}

function covers(found: { start: number; end: number }, word: Word): boolean {
  return found.start <= word.start && word.end <= found.end;
}
