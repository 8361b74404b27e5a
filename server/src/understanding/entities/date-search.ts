import { wallClock } from "#understanding/dates/value/calendar.ts";
import { dateGrammar } from "#understanding/dates/grammar/date-grammar.ts";
import type { DateValue, HalfOfDay, Reference } from "#understanding/dates/value/date-value.ts";
import { type DateSearch, type FoundDate, findDates, findParts } from "#understanding/dates/find-dates.ts";
import { type FieldOrder, fieldOrder } from "#understanding/dates/reading/numeric.ts";
import type { Language } from "#understanding/languages/language.ts";
import { languageFor, shippedLanguages } from "#understanding/languages/shipped.ts";
import { isWhole } from "#understanding/text/is-whole.ts";
import { type MappedText, normalizeLetters, wordsOf } from "#understanding/text/mapped-text.ts";
import { countryOf, isLocale, languageOf, regionalLocale } from "#i18n/locale.ts";
import { type EntityContext, type Found, onlyValue } from "./entity.ts";
import { phrasesOf } from "./yes-no-words.ts";
import { yesNo } from "./yes-no.ts";
import { normalize } from "#understanding/text/normalize.ts";

/** How `date` reads texts with two possible meanings. */
export type DateOptions = {
  /** Dates without a year, month or day of their own are in the future: "Tuesday" is the coming one. Default: the nearest one. */
  future?: boolean;
  /** Languages that it understands besides those that are built in. */
  languages?: readonly Language[];
};

/** @param half what was said before, for a time that has no half of the day of its own. */
export type DateRequest = { context: EntityContext; options: DateOptions; half?: HalfOfDay | undefined };

/** A person who writes more than this does not omit the words around a date, and does not only answer. */
const maxAnswerLength = 60;

/** The dates that a text mentions in the language of the conversation. */
export function datesIn(text: string, request: DateRequest): FoundDate[] {
  return search(text, request, ownLanguage(request), "part");
}

/** The parts of a day that it mentions without a day. `beside`: they may stand beside a time. */
export function partsIn(text: string, request: DateRequest, { beside = false } = {}): Found<DateValue>[] {
  return findParts(...searchOf(text, request, ownLanguage(request), "part"), beside);
}

/** The dates of a text that says nothing else. They may lack words, or be in another language. */
export function datesOfAnswer(text: string, request: DateRequest): FoundDate[] {
  const own = ownLanguage(request);
  // "Ahora no" is a no, and names no time.
  if (phrasesOf(languageOf(request.context.locale)).has(normalize(text))) return [];
  const found = search(text, request, own, "whole");
  if (found.length > 0) return found;
  return text.length > maxAnswerLength ? [] : readLeniently(text.trim(), request, own);
}

/** The date that covers the whole text. Undefined: there is none, or more is said. */
export function onlyDate(text: string, request: DateRequest): FoundDate | undefined {
  const [found, ...others] = search(text, request, ownLanguage(request), "whole");
  return others.length === 0 && found?.start === 0 && found.end === text.length ? found : undefined;
}

function ownLanguage({ context, options }: DateRequest): Language | undefined {
  return languageFor(context.locale, options.languages);
}

/** Also reads dates with omitted words, and dates in another language. They must be all that is said. */
function readLeniently(text: string, request: DateRequest, own: Language | undefined): FoundDate[] {
  // "Ja" is no "já" of a German, and "prima" no first of a month.
  if (yesNo().read(text, request.context) !== undefined) return [];
  const foreign = [...(request.options.languages ?? []), ...shippedLanguages].filter((language) => language !== own);
  for (const language of own === undefined ? foreign : [own, ...foreign]) {
    for (const omitted of ["", ...(language.dates?.omitted ?? [])]) {
      const found = search(omitted + text, request, language, language === own ? "whole" : "foreign");
      if (isAllOf(omitted + text, found, language) && onlyValue(found) !== undefined) return found;
    }
  }
  return [];
}

/** Whether a text has only its dates and the words that lead to one in its language: the "am" of "am Montag". */
function isAllOf(text: string, found: readonly FoundDate[], language: Language): boolean {
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

function search(text: string, request: DateRequest, language: Language | undefined, extent: Extent): FoundDate[] {
  return findDates(...searchOf(text, request, language, extent));
}

function searchOf(
  text: string,
  { context, options, half }: DateRequest,
  language: Language | undefined,
  extent: Extent,
): [MappedText, DateSearch] {
  const { now, timeZone } = context;
  const present: Reference = { ...wallClock(now, timeZone), now, timeZone, future: options.future ?? false };
  const reference = half === undefined ? present : { ...present, half };
  return [
    normalizeLetters(text),
    {
      grammar: language && dateGrammar(language),
      order: orderFor(context),
      reference,
      whole: extent !== "part",
      foreign: extent === "foreign",
      original: text,
    },
  ];
}

/** If neither the locale nor the page has a country, the time zone says who is American. */
function orderFor({ locale, region, timeZone }: EntityContext): FieldOrder {
  const regional = regionalLocale(locale, region);
  if (!isLocale(regional)) return "dmy";
  if (countryOf(regional) !== undefined || languageOf(regional) !== "en") return fieldOrder(regional);
  return /^(?:America|US)\//.test(timeZone) ? "mdy" : "dmy";
}
