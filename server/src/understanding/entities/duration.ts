import { dateGrammar } from "#understanding/dates/grammar/date-grammar.ts";
import { createDateText } from "#understanding/dates/reading/date-text.ts";
import type { DurationValue } from "#understanding/dates/reading/duration-value.ts";
import { durationsAt } from "#understanding/dates/reading/durations.ts";
import type { Language } from "#understanding/languages/language.ts";
import { languageFor, shippedLanguages } from "#understanding/languages/shipped.ts";
import { type MappedText, normalizeLetters, originalRange } from "#understanding/text/mapped-text.ts";
import { isWhole } from "#understanding/text/is-whole.ts";
import { type Entity, type Found, onlyValue } from "./entity.ts";

export type { DurationValue } from "#understanding/dates/reading/duration-value.ts";

/** Which languages a length of time is read in. */
export type DurationOptions = {
  /** Languages that it understands besides those that are built in. */
  languages?: readonly Language[];
};

/**
 * Lengths of time: "two and a half hours", "1h30", "drei Wochen", "an hour and a quarter". The value has the units that were
 * said, in whole numbers: `{ hours: 2, minutes: 30 }`. A number beside it that does not belong to it makes it none.
 *
 * ```ts
 * const stay = duration(); // "for three nights" is none: a night is no unit. "for 3 days" is { days: 3 }.
 * ```
 */
export function duration({ languages = [] }: DurationOptions = {}): Entity<DurationValue> {
  return {
    name: "duration",
    find: (text, { locale }) => findDurations(normalizeLetters(text), languageFor(locale, languages)),
    read(text, { locale }) {
      const normalized = normalizeLetters(text);
      const own = languageFor(locale, languages);
      const found = findDurations(normalized, own);
      if (found.length > 0) return onlyValue(found);
      for (const language of [...languages, ...shippedLanguages]) {
        const foreign = findDurations(normalized, language);
        if (foreign.length > 0 && isWhole(normalized, foreign)) return onlyValue(foreign);
      }
      return undefined;
    },
  };
}

function findDurations(normalized: MappedText, language: Language | undefined): Found<DurationValue>[] {
  const grammar = language && dateGrammar(language);
  if (grammar === undefined) return [];
  const source = createDateText(normalized.text, grammar);
  const { tokens } = source;
  const isNumber = (at: number): boolean =>
    tokens[at]?.type === "digits" ||
    (tokens[at]?.type === "word" && grammar.numbers?.isNumeric(tokens[at].text) === true);
  const found: Found<DurationValue>[] = [];
  for (let at = 0; at < tokens.length;) {
    const [longest] = durationsAt(source, grammar, at, () => []);
    const [first, last] = [tokens[at], longest === undefined ? undefined : tokens[longest.next - 1]];
    if (longest === undefined || first === undefined || last === undefined) {
      at += 1;
      continue;
    }
    const isPart =
      isNumber(at - 1) || isNumber(longest.next) || /^[.,:/-]$/.test(first.glued ? (tokens[at - 1]?.text ?? "") : "");
    if (!isPart)
      found.push({ ...originalRange(normalized, first.from, last.to), value: longest.value as DurationValue });
    at = longest.next;
  }
  return found;
}
