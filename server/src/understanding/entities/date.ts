import { wallClock } from "#understanding/dates/value/calendar.ts";
import { dateGrammar } from "#understanding/dates/grammar/date-grammar.ts";
import type { DateValue, Reference } from "#understanding/dates/value/date-value.ts";
import { findDates } from "#understanding/dates/find-dates.ts";
import { type FieldOrder, fieldOrder } from "#understanding/dates/reading/numeric.ts";
import type { Language } from "#understanding/languages/language.ts";
import { languageFor, shippedLanguages } from "#understanding/languages/shipped.ts";
import { isWhole } from "#understanding/text/is-whole.ts";
import { normalizeLetters, wordsOf } from "#understanding/text/mapped-text.ts";
import { countryOf, isLocale, languageOf, regionalLocale } from "#i18n/locale.ts";
import { type Entity, type EntityContext, type Found, type Merged, onlyValue } from "./entity.ts";

export type { DateValue } from "#understanding/dates/value/date-value.ts";

/** How {@link date} reads texts with two possible meanings. */
export type DateOptions = {
  /** Dates without a year, month or day of their own are in the future: "Tuesday" is the coming one. Default: the nearest one. */
  future?: boolean;
  /** Languages that it understands besides those that are built in. */
  languages?: readonly Language[];
};

/** A person who writes more than this does not omit the words around a date, and does not only answer. */
const maxAnswerLength = 60;

/**
 * Days, times and periods as people say them: "après-demain matin", "mardi en huit à 18h30", "next Friday at noon", "zwei
 * Wochen vor Weihnachten". They count from the present in the time zone of the conversation. Midnight belongs to the evening
 * before it: "demain à minuit" is the end of tomorrow.
 *
 * Part of an expression is never taken for the whole: where a word or number beside a date is not understood with it, nothing
 * is found. In languages without words for dates, only dates that are written in full are found: `21.11.2026`.
 */
export function date(options: DateOptions = {}): Entity<DateValue> {
  return {
    name: "date",
    find: (text, context) => search(text, context, options, languageFor(context.locale, options.languages), "part"),
    read(text, context) {
      const own = languageFor(context.locale, options.languages);
      const found = search(text, context, options, own, "whole");
      if (found.length > 0) return onlyValue(found);
      return text.length > maxAnswerLength ? undefined : readLeniently(text.trim(), context, options, own);
    },
    merge: (before, now, context) => merge(before, now, context, options),
  };
}

/** A day keeps the time that was said before, and a time the day. */
function merge(
  before: DateValue,
  { value, text }: { value: DateValue; text: string },
  context: EntityContext,
  options: DateOptions,
): Merged<DateValue> | undefined {
  const isTimed = before.time !== undefined || before.part !== undefined;
  if (before.end !== undefined || (!isTimed && before.granularity !== "day")) return undefined;
  if (value.granularity === "day" && value.end === undefined)
    return isTimed ? { type: "corrected", value: { ...before, date: value.date } } : undefined;
  // Words that name a day of their own cannot be read together with another one.
  const joined = `${before.date} ${text}`;
  const [found, ...others] = search(joined, context, options, languageFor(context.locale, options.languages), "whole");
  if (found === undefined || others.length > 0 || found.start > 0 || found.end < joined.length) return undefined;
  return { type: isTimed ? "corrected" : "completed", value: found.value };
}

/** Also reads dates with omitted words, and dates in another language. They must be all that is said. */
function readLeniently(
  text: string,
  context: EntityContext,
  options: DateOptions,
  own: Language | undefined,
): DateValue | undefined {
  const foreign = [...(options.languages ?? []), ...shippedLanguages].filter((language) => language !== own);
  for (const language of own === undefined ? foreign : [own, ...foreign]) {
    for (const omitted of ["", ...(language.dates?.omitted ?? [])]) {
      const found = search(omitted + text, context, options, language, language === own ? "whole" : "foreign");
      const value = isAllOf(omitted + text, found, language) ? onlyValue(found) : undefined;
      if (value !== undefined) return value;
    }
  }
  return undefined;
}

/** Whether a text has only its dates and the words that lead to one in its language: the "am" of "am Montag". */
function isAllOf(text: string, found: readonly Found<DateValue>[], language: Language): boolean {
  const [first] = found;
  const phrases = dateGrammar(language)?.phrases;
  if (first === undefined || phrases === undefined) return false;
  const normalized = normalizeLetters(text);
  const lead = wordsOf(normalized).filter(({ end }) => end <= first.start);
  const isLead = [phrases.before, phrases.join].some(({ byFirst }) =>
    byFirst.get(lead[0]?.text ?? "")?.some((phrase) => phrase.join(" ") === lead.map((word) => word.text).join(" ")),
  );
  return isWhole(normalized, isLead ? [...found, ...lead] : found);
}

/** `part`: of a text. `whole`: an answer. `foreign`: an answer in another language than the bot's. */
type Extent = "part" | "whole" | "foreign";

function search(
  text: string,
  context: EntityContext,
  { future = false }: DateOptions,
  language: Language | undefined,
  extent: Extent,
): Found<DateValue>[] {
  const { now, timeZone } = context;
  const reference: Reference = { ...wallClock(now, timeZone), now, timeZone, future };
  const grammar = language && dateGrammar(language);
  return findDates(normalizeLetters(text), {
    grammar,
    order: orderFor(context),
    reference,
    whole: extent !== "part",
    foreign: extent === "foreign",
    original: text,
  });
}

/** If neither the locale nor the page has a country, the time zone says who is American. */
function orderFor({ locale, region, timeZone }: EntityContext): FieldOrder {
  const regional = regionalLocale(locale, region);
  if (!isLocale(regional)) return "dmy";
  if (countryOf(regional) !== undefined || languageOf(regional) !== "en") return fieldOrder(regional);
  return /^(?:America|US)\//.test(timeZone) ? "mdy" : "dmy";
}
