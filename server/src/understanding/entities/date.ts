import { wallClock } from "#understanding/dates/calendar.ts";
import { findChronoDates } from "#understanding/dates/chrono-dates.ts";
import type { DateOptions, DateValue, Reference } from "#understanding/dates/date-value.ts";
import { correctEnglish, correctOther } from "#understanding/dates/chrono-corrections.ts";
import { findFrenchDates } from "#understanding/dates/french-dates.ts";
import { type Entity, type EntityContext, type Found, onlyValue } from "./entity.ts";
import { normalizeLetters, normalizeSigns } from "#understanding/text/mapped-text.ts";
import { countryOf, languageOf } from "#i18n/locale.ts";

export type { DateOptions, DateValue } from "#understanding/dates/date-value.ts";

/** Words that answers omit: "3" answers "which day?", "mai" answers "which month?", "8 heures" answers "at what time?". */
const omitted = ["", "le ", "en ", "a ", "on the ", "at "];

/** A person who writes more than this does not omit the words around a date. */
const maxAnswerLength = 60;

/**
 * Days, times and periods as people say them: "après-demain matin", "mardi en huit à 18h30", "next Friday at noon". They
 * count from the present in the time zone of the conversation. Midnight belongs to the evening before it: "demain à minuit"
 * is the end of tomorrow.
 */
export function date(options: DateOptions = {}): Entity<DateValue> {
  return {
    name: "date",
    find: (text, context) => findDates(text, context, options, false),
    read(text, context) {
      const found = onlyValue(findDates(text, context, options, true));
      return found ?? (text.length > maxAnswerLength ? undefined : readLeniently(text.trim(), context, options));
    },
  };
}

/** Also finds dates with omitted words, and dates in another language. */
function readLeniently(text: string, context: EntityContext, options: DateOptions): DateValue | undefined {
  for (const locale of [context.locale, "fr", "en"]) {
    for (const before of omitted) {
      const found = findDates(before + text, { ...context, locale }, options, true);
      if (found.length > 0) return onlyValue(found);
    }
  }
  return undefined;
}

function findDates(text: string, context: EntityContext, options: DateOptions, whole: boolean): Found<DateValue>[] {
  const { now, timeZone, locale } = context;
  const reference: Reference = { ...wallClock(now, timeZone), now, timeZone, future: options.future === true };
  const language = languageOf(locale);
  if (language === "fr") return findFrenchDates(normalizeLetters(text), reference);
  const normalized =
    language === "en"
      ? correctEnglish(normalizeLetters(text), reference)
      : correctOther(normalizeSigns(text), language, reference);
  return findChronoDates(normalized, text, reference, { language, monthFirst: isMonthFirst(context), whole });
}

/** Americans write the month before the day. If the locale has no country, the time zone says who is American. */
function isMonthFirst({ locale, timeZone }: EntityContext): boolean {
  const country = countryOf(locale);
  return (
    country === "US" || (country === undefined && languageOf(locale) === "en" && /^(?:America|US)\//.test(timeZone))
  );
}
