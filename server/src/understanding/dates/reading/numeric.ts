import { partsOf, wallClock, toDay, toTime } from "#understanding/dates/value/calendar.ts";
import type { Reference } from "#understanding/dates/value/date-value.ts";
import type { OpenDay } from "#understanding/dates/value/open-day.ts";
import type { Piece } from "./piece.ts";

/** In which order a locale writes the parts of a date. */
export type FieldOrder = "dmy" | "mdy" | "ymd";

/** A piece that is written in digits, and the index behind it. `complete`: it can hardly be anything else. */
export type NumericPiece = { piece: Piece; to: number; complete: boolean };

const isoInstant = /(\d{4})-(\d\d)-(\d\d)[t ](\d\d):(\d\d)(?::\d\d(?:\.\d{1,9})?)?(z|[+-]\d\d:?\d\d)?(?![\p{L}\d])/uy;
const yearFirst = /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\p{L}\d]|[-/.]\d)/uy;
const yearFirstSpaced = /(\d{4})(\.) (\d{1,2})\. (\d{1,2})\.?(?![\p{L}\d]|[-/.]\d)/uy;
const yearLast = /(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\p{L}\d]|[-/.:]\d)/uy;
const yearLastSpaced = /(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?![\p{L}\d]|[-/.:]\d)/uy;
const dayAndMonth = /(\d{1,2})\/(\d{1,2})(?![\p{L}\d/-]|[.:]\d)/uy;
const dotted = /(\d{1,2})\.(\d{1,2})\.(?!\d)/uy;

/** A date in digits at an index of a normalized text. */
export function numericDay(
  text: string,
  at: number,
  order: FieldOrder,
  reference: Reference,
): NumericPiece | undefined {
  if (/[\p{L}\d][-/.,:]?$|[+]$/u.test(text.slice(Math.max(0, at - 2), at))) return undefined;
  const iso = matchAt(isoInstant, text, at);
  if (iso !== undefined) {
    const piece = readInstant(iso, reference);
    if (piece !== undefined) return { piece, to: at + (iso[0] ?? "").length, complete: true };
  }
  const full = readFull(text, at, order, reference);
  if (full !== undefined) {
    const date = toDay(full.year, full.month, full.day);
    if (date === undefined && !isPlausible(full.month, full.day)) return undefined;
    const day: OpenDay = date === undefined ? { type: "never" } : { type: "fixed", date };
    return { piece: { type: "day", day, granularity: "day" }, to: full.to, complete: true };
  }
  const slashed = matchAt(dayAndMonth, text, at);
  const pointed = slashed === undefined && order === "dmy" ? matchAt(dotted, text, at) : undefined;
  const [whole = "", one, other] = slashed ?? pointed ?? [];
  const [day, month] = order === "dmy" ? [Number(one), Number(other)] : [Number(other), Number(one)];
  if (whole === "" || !isPlausible(month, day)) return undefined;
  // 2000 has a February 29.
  const exists = toDay(2000, month, day) !== undefined;
  return {
    piece: { type: "day", day: exists ? { type: "dayOfYear", month, day } : { type: "never" }, granularity: "day" },
    to: at + whole.length,
    complete: pointed !== undefined || whole.length === 5,
  };
}

/** Other numbers are a version or a price, and no day that does not exist. */
function isPlausible(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** How far a year of two digits may be ahead. Others are of the last century: "87" is 1987. */
const mostYearsAhead = 20;

/** The year of "26". */
export function yearOf(twoDigits: string, today: string): number {
  const year = 2000 + Number(twoDigits);
  return year > partsOf(today).year + mostYearsAhead ? year - 100 : year;
}

function readFull(text: string, at: number, order: FieldOrder, { date: today }: Reference) {
  const first = matchAt(yearFirst, text, at) ?? matchAt(yearFirstSpaced, text, at);
  if (first !== undefined) {
    const [whole, year, , month, day] = first;
    return { year: Number(year), month: Number(month), day: Number(day), to: at + (whole ?? "").length };
  }
  const spaced = matchAt(yearLastSpaced, text, at);
  const [whole, one, other, year] = spaced ?? withoutSign(matchAt(yearLast, text, at));
  if (whole === undefined || year === undefined) return undefined;
  if (order === "ymd" && year.length === 2) return undefined;
  const [day, month] = order === "mdy" && spaced === undefined && !whole.includes(".") ? [other, one] : [one, other];
  return {
    year: year.length === 2 ? yearOf(year, today) : Number(year),
    month: Number(month),
    day: Number(day),
    to: at + whole.length,
  };
}

function withoutSign(match: readonly (string | undefined)[] | undefined): readonly (string | undefined)[] {
  return match === undefined ? [] : [match[0], match[1], match[3], match[4]];
}

/** `2026-11-21T18:00`, or with the offset of any time zone (ISO 8601). */
function readInstant(match: readonly (string | undefined)[], { timeZone }: Reference): Piece | undefined {
  const [text = "", year, month, day, hour, minute, zone] = match;
  const date = toDay(Number(year), Number(month), Number(day));
  const time = toTime(Number(hour), Number(minute));
  if (date === undefined || time === undefined) return undefined;
  if (zone === undefined) return { type: "instant", date, time };
  const instant = Date.parse(text.replace(" ", "T").toUpperCase());
  return Number.isNaN(instant) ? undefined : { type: "instant", ...wallClock(instant, timeZone) };
}

const colon = /([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?(?!\d|[:.]\d)/uy;
const hourMark = /([01]?\d|2[0-4]) ?h(?: ?([0-5]\d)(?:\s?(?:min|mn|m)(?!\p{L}))?)?(?![\p{L}\d])/uy;
const point = /([01]?\d|2[0-4])\.([0-5]\d)(?!\d|[:.,]\d)/uy;

/** A time of day in digits. `marked`: "20:30" and "18h"; otherwise "20.30", which needs a word beside it. */
export function numericClock(
  text: string,
  at: number,
): { hour: number; minute: number; exact: boolean; to: number; sign: ":" | "h" | "." } | undefined {
  if (/[\p{L}\d]$|\d[-/.,:]$|[+]$/u.test(text.slice(Math.max(0, at - 2), at))) return undefined;
  for (const [sign, pattern] of [
    [":", colon],
    ["h", hourMark],
    [".", point],
  ] as const) {
    const match = matchAt(pattern, text, at);
    if (match === undefined) continue;
    const [whole = "", hour, minute] = match;
    return {
      hour: Number(hour),
      minute: Number(minute ?? 0),
      exact: minute !== undefined,
      to: at + whole.length,
      sign,
    };
  }
  return undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): readonly (string | undefined)[] | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

const orders = new Map<string, FieldOrder>();

/** The order of a locale from CLDR: 5/12 is May 12 in `en-US`, and December 5 in `en-GB`. */
export function fieldOrder(locale: string): FieldOrder {
  const known = orders.get(locale);
  if (known !== undefined) return known;
  const parts = new Intl.DateTimeFormat(locale, {
    dateStyle: "short",
    timeZone: "UTC",
    calendar: "gregory",
  }).formatToParts(0);
  const first = parts.find(({ type }) => type === "day" || type === "month" || type === "year")?.type;
  const order = first === "month" ? "mdy" : first === "year" ? "ymd" : "dmy";
  if (orders.size < 100) orders.set(locale, order);
  return order;
}
