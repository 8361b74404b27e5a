import { findAnyDigits, findDigits } from "#understanding/numbers/digits.ts";
import { findNumbers } from "#understanding/numbers/find-numbers.ts";
import { spokenNumbers } from "#understanding/numbers/readers.ts";
import type { Language } from "#understanding/languages/language.ts";
import { languageFor, shippedLanguages } from "#understanding/languages/shipped.ts";
import { isWhole } from "#understanding/text/is-whole.ts";
import { type MappedText, normalizeLetters, wordsOf } from "#understanding/text/mapped-text.ts";
import { regionalLocale } from "#i18n/locale.ts";
import { type Entity, type Found, onlyValue } from "./entity.ts";

/** Which numbers count. */
export type NumberOptions = {
  /** The least and the greatest number that count. Others are no mention. */
  min?: number;
  max?: number;
  /** Only whole numbers count. */
  integer?: boolean;
  /** Languages whose number words it knows besides those that are built in. */
  languages?: readonly Language[];
};

/**
 * Numbers in digits, as the language writes them ("1,200.50", "1 200,50", "٣"), and in words ("twenty-five",
 * "quatre-vingt-dix-sept", "fünf Komma fünf", "a dozen", "two thirds"), in English, French, German, Spanish, Italian, Dutch
 * and Portuguese. Number words that are not one number together ("seven thirty") are none. "un", "une" and a lone "one"
 * count only as an answer, because in a sentence they are articles and pronouns.
 */
export function number(options: NumberOptions = {}): Entity<number> {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, integer = false, languages = [] } = options;
  const counts = (value: number): boolean => value >= min && value <= max && (!integer || Number.isInteger(value));

  const findOwn = (normalized: MappedText, locale: string): Found<number>[] => {
    const language = languageFor(locale, languages);
    return findNumbers(normalized, locale, language && spokenNumbers(language), false);
  };

  /** The number that an answer consists of, in any language. */
  const readForeign = (normalized: MappedText, locale: string): number | undefined => {
    const own = languageFor(locale, languages);
    for (const language of own === undefined ? [...languages, ...shippedLanguages] : [own, ...shippedLanguages]) {
      const spoken = spokenNumbers(language);
      if (spoken === undefined) continue;
      const phrase = wordsOf(normalized)
        .map(({ text }) => text)
        .join(" ");
      const fraction = spoken.words.fractions?.[phrase];
      if (fraction !== undefined) return fraction;
      const found = findNumbers(normalized, locale, spoken, true);
      if (found.length > 0 && (language === own || isWhole(normalized, found))) return onlyValue(found);
    }
    return undefined;
  };

  return {
    name: "number",
    // Links write numbers in one form, whatever the language: there "1.234" is less than two.
    readLink: (text) => {
      const value = text.trim() === "" ? Number.NaN : Number(text);
      return Number.isFinite(value) && counts(value) ? value : undefined;
    },
    find: (text, { locale, region }) =>
      findOwn(normalizeLetters(text), regionalLocale(locale, region)).filter(({ value }) => counts(value)),
    read(text, { locale: spoken, region }) {
      const locale = regionalLocale(spoken, region);
      const normalized = normalizeLetters(text);
      const own = findOwn(normalized, locale);
      const value =
        own.length > 0
          ? onlyValue(own)
          : (readForeign(normalized, locale) ??
            readDigits(normalized, locale, languageFor(locale, languages) === undefined));
      return value !== undefined && counts(value) ? value : undefined;
    },
  };
}

/** The digits of "3kg" and "1/2". Not if the text has number words, for they belong to them. */
function readDigits(normalized: MappedText, locale: string, alone: boolean): number | undefined {
  return findDigits(normalized, locale, alone).length > 0
    ? undefined
    : onlyValue(findAnyDigits(normalized, locale, alone));
}
