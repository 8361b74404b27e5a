import {
  addDays,
  addMonths,
  mondayOf,
  partsOf,
  toDay,
  wallClock,
  weekdayAfter,
  weekdayBefore,
  weekdayInWeek,
  weekdayOf,
} from "#understanding/dates/value/calendar.ts";
import type { Granularity, Reference } from "#understanding/dates/value/date-value.ts";
import type { Meaning } from "#understanding/dates/grammar/date-grammar.ts";
import { type DurationValue, fromNow, shiftDay } from "./duration-value.ts";
import { type OpenDay, resolveDay } from "#understanding/dates/value/open-day.ts";
import type { DayPiece, Piece } from "./piece.ts";
import type { NamedValue } from "./slots.ts";

/** A week, month or year by its first day. */
export type Span = { date: string; granularity: "week" | "month" | "year" };

/** The values of the slots of one template, by their names. */
export type DayCaptures = {
  weekday: NamedValue | undefined;
  month: NamedValue | undefined;
  days: readonly number[];
  year: number | undefined;
  duration: DurationValue | undefined;
  date: string | undefined;
  span: Span | undefined;
};

/** What the words of a template mean. Undefined: they name no day. */
export function readDay(meaning: Meaning, captures: DayCaptures, reference: Reference): Piece | undefined {
  const piece = readPiece(meaning, captures, reference);
  return piece?.type === "day" ? { ...piece, naming: namingOf(meaning.field) } : piece;
}

function namingOf(field: string): NonNullable<DayPiece["naming"]> {
  if (/weekday/i.test(field)) return "weekday";
  return field === "dated" || field === "dayOfMonth" || field === "dayAndMonth" ? "date" : "distance";
}

function readPiece({ field, key }: Meaning, captures: DayCaptures, reference: Reference): Piece | undefined {
  const { date: today } = reference;
  const { weekday, month, days, year, duration, date, span } = captures;
  const [day = 0, lastDay = 0] = days;
  switch (field) {
    case "days":
      return fixed(addDays(today, Number(key)));
    case "weekday":
      return weekday && readWeekday(key, weekday, today);
    case "dated": {
      const open: OpenDay = { type: "dayOfMonth", day, weekday: weekday?.value ?? 0 };
      return resolveDay(open, reference) === undefined ? undefined : openDay(open);
    }
    case "dayOfMonth":
      return key === "open"
        ? { ...openDay({ type: "dayOfMonth", day }), bare: true }
        : (fixed(dayInMonth(addMonths(firstOfMonth(today), stepOf(key)), day)) ?? never);
    case "dayAndMonth":
      return month && dayOfYear(day, month.value, year);
    case "inMonth":
      return month && monthOf(month.value, year);
    case "year":
      return year === undefined ? undefined : fixed(toDay(year, 1, 1), "year");
    case "period":
      return readPeriod(key, today);
    case "edge":
      return edgeOf(key, span ?? { date: firstOfMonth(today), granularity: "month" });
    case "holidays": {
      const [inMonth = 0, of = 0] = key.split("-").map(Number);
      return dayOfYear(of, inMonth, year);
    }
    case "ahead":
      return duration && fromNow(reference, 1, duration);
    case "ago":
      return duration && fromNow(reference, -1, duration);
    case "durationBefore":
      return shiftedFrom(date, -1, duration);
    case "durationAfter":
      return shiftedFrom(date, 1, duration);
    case "dayBefore":
      return shiftedFrom(date, -1, { days: 1 });
    case "dayAfter":
      return shiftedFrom(date, 1, { days: 1 });
    case "nthWeekday":
      if (weekday === undefined || span?.granularity !== "month") return undefined;
      return fixed(nthWeekday(day, weekday.value, span.date)) ?? never;
    case "lastWeekday":
      return weekday && fixed(lastWeekdayIn(weekday.value, span));
    case "daysOfMonth":
      return month && until(dayOfYear(day, month.value, year), dayOfYear(lastDay, month.value, year));
    case "openDays":
      return until(openDay({ type: "dayOfMonth", day }), openDay({ type: "dayOfMonth", day: lastDay }));
    case "now":
      return { type: "instant", ...wallClock(reference.now, reference.timeZone) };
    default:
      throw new TypeError(`no day is read from "${field}"`);
  }
}

function shiftedFrom(date: string | undefined, sign: 1 | -1, duration: DurationValue | undefined): Piece | undefined {
  return date === undefined || duration === undefined ? undefined : fixed(shiftDay(date, sign, duration));
}

function readWeekday(key: string, weekday: NamedValue, today: string): Piece | undefined {
  const { value } = weekday;
  const inDays = (days: number): string | undefined => weekdayAfter(value, addDays(today, days - 1) ?? today);
  switch (key) {
    case "coming":
      return fixed(weekdayAfter(value, today));
    case "last":
      return fixed(weekdayBefore(value, today));
    case "thisWeek":
      return fixed(weekdayInWeek(value, 0, today));
    case "nextWeek":
      return fixed(weekdayInWeek(value, 1, today));
    case "lastWeek":
      return fixed(weekdayInWeek(value, -1, today));
    case "inAWeek":
      return fixed(inDays(7));
    case "inTwoWeeks":
      return fixed(inDays(14));
    case "afterComing":
      return fixed(addDays(weekdayAfter(value, today) ?? "", 7));
    case "weekAfterNext":
      return fixed(weekdayInWeek(value, 2, today));
    default:
      // "Na segunda" is on Monday, and "na segunda fila" in the second row.
      return { ...openWeekday({ ...weekday, doubtful: false }), bare: weekday.doubtful };
  }
}

export function openWeekday({ value, doubtful }: NamedValue): DayPiece {
  return { ...openDay({ type: "weekday", weekday: value }), doubtful, naming: "weekday" };
}

export function monthOf(month: number, year: number | undefined): DayPiece | undefined {
  if (year !== undefined) return fixed(toDay(year, month, 1), "month");
  return { type: "day", day: { type: "month", month }, granularity: "month" };
}

function readPeriod(key: string, today: string): Piece | undefined {
  if (/weekend/i.test(key)) return weekend(today, stepOf(key));
  const span = spanOf(key, today);
  return span && fixed(span.date, span.granularity);
}

/** A week, month or year by its name in `DateWords.period`. */
function spanOf(key: string, today: string): Span | undefined {
  const step = stepOf(key);
  const [date, granularity] = /week/i.test(key)
    ? ([mondayOf(addDays(today, 7 * step) ?? today), "week"] as const)
    : /month/i.test(key)
      ? ([addMonths(firstOfMonth(today), step), "month"] as const)
      : ([toDay(partsOf(today).year + step, 1, 1), "year"] as const);
  return date === undefined ? undefined : { date, granularity };
}

/** 2: the one after the next, 1: the next one, -1: the last one, 0: this one. */
function stepOf(key: string): number {
  if (key.endsWith("AfterNext")) return 2;
  return key.startsWith("next") ? 1 : key.startsWith("last") ? -1 : 0;
}

function edgeOf(key: string, { date, granularity }: Span): Piece | undefined {
  if (granularity !== "month") return undefined;
  const [tenth, eleventh, twentieth] = [addDays(date, 9), addDays(date, 10), addDays(date, 19)];
  const end = addDays(addMonths(date, 1) ?? "", -1);
  if (key === "start") return until(fixed(date), fixed(tenth));
  if (key === "middle") return until(fixed(eleventh), fixed(twentieth));
  return until(fixed(end === undefined ? undefined : addDays(end, -9)), fixed(end));
}

function nthWeekday(nth: number, weekday: number, firstOf: string): string | undefined {
  const first = weekdayAfter(weekday, addDays(firstOf, -1) ?? "");
  const day = first && addDays(first, 7 * (nth - 1));
  return day?.slice(0, 7) === firstOf.slice(0, 7) ? day : undefined;
}

function lastWeekdayIn(weekday: number, span: Span | undefined): string | undefined {
  const next = span?.granularity === "month" ? addMonths(span.date, 1) : undefined;
  if (next === undefined) return undefined;
  const end = addDays(next, -1) ?? next;
  return weekdayOf(end) === weekday ? end : weekdayBefore(weekday, end);
}

/** A day that does not exist. It is still a day: what stands beside it is no date without it. */
export const never: DayPiece = { type: "day", day: { type: "never" }, granularity: "day" };

export function dayOfYear(day: number, month: number, year: number | undefined): DayPiece {
  // 2000 has a February 29.
  if (toDay(2000, month, day) === undefined) return never;
  return year === undefined ? openDay({ type: "dayOfYear", month, day }) : (fixed(toDay(year, month, day)) ?? never);
}

/** A weekday beside a day and its month must be that day's. */
export function onWeekday(piece: DayPiece, weekday: number): DayPiece {
  const { day } = piece;
  if (day.type === "dayOfYear") return { ...piece, day: { ...day, weekday } };
  return day.type === "fixed" && weekdayOf(day.date) !== weekday ? never : piece;
}

function until(from: DayPiece | undefined, to: DayPiece | undefined): DayPiece | undefined {
  if (from === undefined || to === undefined) return undefined;
  return from.day.type === "never" || to.day.type === "never" ? never : { ...from, until: to.day };
}

function weekend(today: string, weeks: number): DayPiece | undefined {
  const saturday = weekdayInWeek(6, weeks, today);
  return until(fixed(saturday), fixed(saturday === undefined ? undefined : addDays(saturday, 1)));
}

function dayInMonth(first: string | undefined, day: number): string | undefined {
  if (first === undefined) return undefined;
  const { year, month } = partsOf(first);
  return toDay(year, month, day);
}

function firstOfMonth(date: string): string {
  return `${date.slice(0, 8)}01`;
}

function openDay(day: OpenDay): DayPiece {
  return { type: "day", day, granularity: "day" };
}

export function fixed(date: string | undefined, granularity: Granularity = "day"): DayPiece | undefined {
  return date === undefined || date === "" ? undefined : { type: "day", day: { type: "fixed", date }, granularity };
}
