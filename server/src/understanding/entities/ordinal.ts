import { spokenNumbers } from "#understanding/numbers/readers.ts";
import { wordsIn } from "#understanding/numbers/number-words.ts";
import type { Language } from "#understanding/languages/language.ts";
import { languageFor, shippedLanguages } from "#understanding/languages/shipped.ts";
import { isWhole } from "#understanding/text/is-whole.ts";
import { type MappedText, normalizeLetters, wordsOf } from "#understanding/text/mapped-text.ts";
import { type Entity, type Found, onlyValue } from "./entity.ts";

/** Which languages an ordinal is read in. */
export type OrdinalOptions = {
  /** Languages that it understands besides those that are built in. */
  languages?: readonly Language[];
};

/**
 * Ordinal numbers: "the second", "21st", "troisième", "am dritten". In words the first 31 are known, in digits all. After an
 * indefinite article ("a second, please", "a third") or another number ("two thirds", "one-third") it is none.
 */
export function ordinal({ languages = [] }: OrdinalOptions = {}): Entity<number> {
  return {
    name: "ordinal",
    find: (text, { locale }) => findOrdinals(normalizeLetters(text), languageFor(locale, languages)),
    read(text, { locale }) {
      const normalized = normalizeLetters(text);
      const own = languageFor(locale, languages);
      // "Um quinto" is a fraction in Portuguese, so it is no ordinal of another language.
      if (ordinalWords(normalized, own).length > 0) return onlyValue(findOrdinals(normalized, own));
      for (const language of [...languages, ...shippedLanguages]) {
        const foreign = findOrdinals(normalized, language);
        if (foreign.length > 0 && isWhole(normalized, foreign)) return onlyValue(foreign);
      }
      return undefined;
    },
  };
}

function findOrdinals(normalized: MappedText, language: Language | undefined): Found<number>[] {
  return ordinalWords(normalized, language)
    .filter(({ counts }) => counts)
    .map(({ found }) => found);
}

/** Also those that are the names of something else: they do not count. */
function ordinalWords(
  normalized: MappedText,
  language: Language | undefined,
): { found: Found<number>; counts: boolean }[] {
  const spoken = language && spokenNumbers(language);
  if (spoken === undefined) return [];
  const articles = new Set([...(spoken.words.article ?? "").split("/"), ...wordsIn(spoken.words.articles)]);
  const endings = wordsIn(spoken.words.ordinalEndings).join("|");
  const inDigits = new RegExp(`^(\\d{1,4})(?:${endings})$`);
  const words = wordsOf(normalized);
  const found: { found: Found<number>; counts: boolean }[] = [];
  for (let at = 0; at < words.length;) {
    const word = words[at];
    const digits = inDigits.exec(word?.text ?? "")?.[1];
    const read =
      digits === undefined || endings === ""
        ? spoken.reader.ordinalAt(words, at)
        : { value: Number(digits), next: at + 1 };
    const before = words[at - 1];
    const isIndefinite = before !== undefined && articles.has(before.text) && word?.gap === " ";
    const isNumber = before !== undefined && (/^\d+$/.test(before.text) || spoken.reader.isNumeric(before.text));
    const isDenominator = isNumber && /^[ /⁄-]$/.test(word?.gap ?? "");
    const end = words[(read?.next ?? 0) - 1]?.end;
    if (read !== undefined && word !== undefined && end !== undefined && read.value > 0) {
      const counts = !isIndefinite && !isDenominator;
      found.push({ found: { start: word.start, end, value: read.value }, counts });
    }
    at = read?.next ?? at + 1;
  }
  return found;
}
