import { wallClock } from "#understanding/dates/calendar.ts";
import { findChronoDates } from "#understanding/dates/chrono.ts";
import type { DateOptions, DateValue, Reference } from "#understanding/dates/date-value.ts";
import { mendEnglish } from "#understanding/dates/english-slips.ts";
import { findFrenchDates } from "#understanding/dates/french.ts";
import { mendOther } from "#understanding/dates/other-slips.ts";
import type { Entity, EntityContext, Found } from "./entity.ts";
import { fold, tidy } from "#understanding/text/fold.ts";
import { countryOf, languageOf } from "#i18n/locale.ts";
import { onlyValue } from "./only-value.ts";

export type { DateOptions, DateValue } from "#understanding/dates/date-value.ts";

/** "3" answers "which day?", "mai" answers "which month?", and "8 heures" "at what time?". */
const leftOut = ["", "le ", "en ", "a ", "on the ", "at "];

/** Who writes more than this does not leave out the words around a date. */
const maxAnswerLength = 60;

/**
 * Days, times and periods as people say them: "après-demain matin", "mardi en huit à 18h30", "next Friday at noon". Counted
 * from the present in the time zone of the conversation. Midnight belongs to the evening before it: "demain à minuit" is
 * the end of tomorrow.
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

/** Also what was left out, and what was said in another language. */
function readLeniently(text: string, context: EntityContext, options: DateOptions): DateValue | undefined {
  for (const locale of [context.locale, "fr", "en"]) {
    for (const before of leftOut) {
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
  if (language === "fr") return findFrenchDates(fold(text), reference);
  const folded = language === "en" ? mendEnglish(fold(text), reference) : mendOther(tidy(text), language, reference);
  return findChronoDates(folded, text, reference, { language, monthFirst: isMonthFirst(context), whole });
}

/** Americans write the month before the day. A locale without a country leaves it to the time zone who is one. */
function isMonthFirst({ locale, timeZone }: EntityContext): boolean {
  const country = countryOf(locale);
  return (
    country === "US" || (country === undefined && languageOf(locale) === "en" && /^(?:America|US)\//.test(timeZone))
  );
}
