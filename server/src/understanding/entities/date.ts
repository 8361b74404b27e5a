import type { DateValue } from "#understanding/dates/value/date-value.ts";
import { type DateOptions, datesIn, datesOfAnswer, partsIn } from "./date-search.ts";
import { type Entity, onlyValue } from "./entity.ts";
import { mergeDates } from "./merge-dates.ts";

export type { DateValue } from "#understanding/dates/value/date-value.ts";
export type { DateOptions } from "./date-search.ts";

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
    find: (text, context) =>
      datesIn(text, { context, options }).map(({ start, end, value }) => ({ start, end, value })),
    read: (text, context) => onlyValue(datesOfAnswer(text, { context, options })),
    merge: (before, now, context) => mergeDates(before, now, { context, options }),
    findParts: (text, context) => partsIn(text, { context, options }),
  };
}
