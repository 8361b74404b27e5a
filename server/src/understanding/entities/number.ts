import { type Entity, type Found, onlyValue } from "./entity.ts";
import { type MappedText, type Word, normalizeLetters, wordsOf } from "#understanding/text/mapped-text.ts";
import { languageOf } from "#i18n/locale.ts";
import { findAnyDigits, findDigits } from "#understanding/numbers/digits.ts";
import {
  type SpelledLanguage,
  isSpelledLanguage,
  readNumberWords,
  scaleOf,
  spelledLanguages,
} from "#understanding/numbers/number-words.ts";
import { withoutOverlaps } from "#understanding/text/range.ts";

/** Which numbers count. */
export type NumberOptions = {
  /** The least and the greatest number that count. Others are no mention. */
  min?: number;
  max?: number;
  /** Only whole numbers count. */
  integer?: boolean;
};

/**
 * Numbers in digits, as the language writes them ("1,200.50", "1 200,50"), and in words (English and French: "twenty-five",
 * "quatre-vingt-dix-sept", "a dozen"). "un", "une" and a lone "one" count only as an answer, because in a sentence they are
 * articles and pronouns.
 */
export function number(options: NumberOptions = {}): Entity<number> {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, integer = false } = options;
  const counts = (value: number): boolean => value >= min && value <= max && (!integer || Number.isInteger(value));

  return {
    name: "number",
    // Links write numbers in one form, whatever the language: there "1.234" is less than two.
    readLink: (text) => {
      const value = text.trim() === "" ? Number.NaN : Number(text);
      return Number.isFinite(value) && counts(value) ? value : undefined;
    },
    find: (text, { locale }) =>
      findNumbers(normalizeLetters(text), locale, spokenIn(locale), false).filter(({ value }) => counts(value)),
    read(text, { locale }) {
      const normalized = normalizeLetters(text);
      const own = findNumbers(normalized, locale, spokenIn(locale), false);
      const found = own.length > 0 ? own : findNumbers(normalized, locale, spelledLanguages, true);
      const value = onlyValue(found.length > 0 ? found : findAnyDigits(normalized, locale));
      return value !== undefined && counts(value) ? value : undefined;
    },
  };
}

function spokenIn(locale: string): SpelledLanguage[] {
  const language = languageOf(locale);
  return isSpelledLanguage(language) ? [language] : [];
}

function findNumbers(
  normalized: MappedText,
  locale: string,
  languages: readonly SpelledLanguage[],
  articles: boolean,
): Found<number>[] {
  const words = wordsOf(normalized);
  const inDigits = findDigits(normalized, locale);
  const spelled = languages.flatMap((language) => findSpelled(words, language, articles));
  const endsAt = new Map(words.map(({ end }, index) => [end, index]));
  const startsAt = new Map(words.map(({ start }, index) => [start, index]));
  return withoutOverlaps([...inDigits.map((found) => scaled(found, words, endsAt)), ...spelled]).map((found) =>
    signed(found, words, startsAt),
  );
}

/** "2 millions", "3 dozen". */
function scaled(
  { value, start, end }: Found<number>,
  words: readonly Word[],
  endsAt: ReadonlyMap<number, number>,
): Found<number> {
  const next = words[(endsAt.get(end) ?? words.length) + 1];
  const scale = next?.gap === " " ? scaleOf(next.text) : undefined;
  return next === undefined || scale === undefined
    ? { start, end, value }
    : { start, end: next.end, value: value * scale };
}

/** "minus five" and "moins cinq", but not "au moins cinq" and "ten minus five". */
function signed(found: Found<number>, words: readonly Word[], startsAt: ReadonlyMap<number, number>): Found<number> {
  const at = startsAt.get(found.start) ?? 0;
  const sign = words[at - 1];
  const before = words[at - 2];
  if (sign === undefined || words[at]?.gap !== " " || !/^(?:minus|negative|moins)$/.test(sign.text)) return found;
  if (before !== undefined && sign.gap === " " && /^(?:au|du|de|ou|a|or|plus|\p{N}+)$/u.test(before.text)) return found;
  return { start: sign.start, end: found.end, value: 0 - found.value };
}

function findSpelled(words: readonly Word[], language: SpelledLanguage, articles: boolean): Found<number>[] {
  return runsOf(words).flatMap((run) => {
    const texts = run.map(({ text }) => text);
    const found: Found<number>[] = [];
    for (let at = 0; at < run.length;) {
      const { value, next } = readNumberWords(texts, at, language) ?? { value: undefined, next: at + 1 };
      const start = run[at]?.start ?? 0;
      const end = run[next - 1]?.end ?? 0;
      if (value !== undefined && (articles || meansNumber(texts, at, next))) found.push({ start, end, value });
      at = next;
    }
    return found;
  });
}

/** Runs of words with only a space or a hyphen between them: a number does not continue after a comma. */
function runsOf(words: readonly Word[]): Word[][] {
  const runs: Word[][] = [];
  for (const word of words) {
    const run = runs.at(-1);
    if (run !== undefined && (word.gap === " " || word.gap === "-")) run.push(word);
    else runs.push([word]);
  }
  return runs;
}

/**
 * Whether a number word is a number in its sentence. "un" is an article, except beside another number ("un ou deux"); "one"
 * is often a pronoun; "neuf" often means new; and "pour cent" is no hundred.
 */
function meansNumber(words: readonly string[], at: number, next: number): boolean {
  const [before, word, after] = [words[at - 1] ?? "", words[at] ?? "", words[next] ?? ""];
  if (next - at > 1) return true;
  const joinsNumber = /^(?:ou|or|to|a)$/.test(after) && isNumberWord(words[next + 1] ?? "");
  if (word === "un" || word === "une") return joinsNumber;
  if (word === "one" || word === "neuf") return joinsNumber || (isNoun(after) && !pronounBefore.test(before));
  return !(word === "cent" && before === "pour");
}

function isNumberWord(word: string): boolean {
  return (
    /^\p{N}+$/u.test(word) || spelledLanguages.some((language) => readNumberWords([word], 0, language) !== undefined)
  );
}

/** A guess without a grammar: every word that does not join other words counts as a noun. */
function isNoun(word: string): boolean {
  return word !== "" && !joining.test(word);
}

const joining =
  /^(?:of|day|is|are|was|can|could|will|would|has|more|please|with|without|in|at|on|and|or|for|from|to|by|that|which|who|than|et|ou|de|du|des|pour|avec|sans|dans|a|au|aux|en|sur|s|svp|stp|que|qui|mais|merci|comme)$/;
const pronounBefore =
  /^(?:the|this|that|which|any|every|no|each|another|other|some|what|last|next|first|second|loved|de|tout|toute|flambant|etat|quoi)$/;
