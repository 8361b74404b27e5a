import type { Entity, EntityContext, Found } from "./entity.ts";
import { isFiller } from "#understanding/text/fillers.ts";
import { type Folded, type Word, compoundsOf, fold, wordsOf } from "#understanding/text/fold.ts";
import { languageOf } from "#i18n/locale.ts";
import { type Phrase, createPhraseIndex } from "#understanding/text/phrase-index.ts";
import { type Spelling, type Spellings, toSpellings } from "#understanding/text/spelling.ts";
import { createSuggestions } from "#understanding/text/suggestions.ts";
import { withoutOverlaps } from "#understanding/text/without-overlaps.ts";

/** Who writes more than this says more than a name. */
const maxAnswerWords = 12;

/** What `oneOf` makes: an entity that can also say what may have been meant. */
export interface OneOf<Value extends string> extends Entity<Value> {
  /** Values that a text may mean, the likeliest first, five at most: for "did you mean …?". */
  near(text: string, context: EntityContext): Value[];
}

/**
 * One of a list of things: stations, colours, seats. Case, accents, punctuation, hyphens and common plurals do not count;
 * long words may have typing errors. Of longer and shorter names the longest counts; what is equally near to two values
 * is no mention of either. `read` also takes the value itself, since links carry it, and forgives words around it.
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
  const index = createPhraseIndex(spellings.flatMap(toPhrases));
  const own = new Map<string, Value>(spellings.map(({ value }) => [value, value]));
  const literal = Map.groupBy(spellings, ({ text }) => literally(text));
  const suggest = createSuggestions(spellings);

  const match = (folded: Folded, { locale }: EntityContext, careful: boolean): Found<Value>[] => {
    const found = [wordsOf(folded), compoundsOf(folded)].flatMap((words) =>
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

  /** The value, where nothing else is said. */
  const readWhole = (folded: Folded, context: EntityContext): Value | undefined => {
    const words = wordsOf(folded);
    if (words.length > maxAnswerWords) return undefined;
    const found = match(folded, context, false);
    const rest = words.filter((word) => !found.some((each) => covers(each, word)) && !isFiller(word.text));
    return rest.length === 0 ? onlyOne(found) : undefined;
  };

  return {
    name,
    find: (text, context) => match(fold(text), context, true),
    read(text, context) {
      const exact = own.get(text.trim()) ?? onlyOne(literal.get(literally(text)) ?? []);
      if (exact !== undefined) return exact;
      const folded = fold(text);
      return readWhole(folded, context) ?? onlyOne(match(folded, context, true));
    },
    near: (text) => suggest(wordsOf(fold(text)).map((word) => word.text)),
  };
}

function refuseWordless(name: string, value: string, text: string): void {
  if (/[\p{L}\p{N}]/u.test(text)) return;
  throw new TypeError(`oneOf("${name}"): "${text}" for "${value}" has no letter and no digit; write what people type`);
}

function toPhrases<Value extends string>({ value, text, language }: Spelling<Value>): Phrase<Value>[] {
  const folded = fold(text);
  const ways = [wordsOf(folded), compoundsOf(folded)].map((words) => words.map((word) => word.text));
  return ways.map((words) => ({ words, value, language }));
}

/** As it is written, but for case: tells "C++" from "C". */
function literally(text: string): string {
  return text.trim().normalize("NFC").toLowerCase();
}

function onlyOne<Value>(found: readonly { value: Value }[]): Value | undefined {
  const [first, ...others] = found;
  return others.every(({ value }) => value === first?.value) ? first?.value : undefined;
}

function covers(found: { start: number; end: number }, word: Word): boolean {
  return found.start <= word.start && word.end <= found.end;
}
