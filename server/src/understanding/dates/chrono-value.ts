import type { ParsedResult } from "chrono-node/en";
import { addDays, addMonths, mondayOf, partsOf, toDay, toTime, wallClock } from "./calendar.ts";
import type { DateValue, DayPart, Reference } from "./date-value.ts";

type ParsedComponents = ParsedResult["start"];

/** `now` is the present as `chrono-node` sees it, see `asLocalTime`. `zoned`: the text names a time zone. */
export type ChronoContext = { reference: Reference; now: Date; zoned: boolean };

const weekWords = /(?<!\p{L})(?:weeks?|woche|semana|settimana)(?!\p{L})/u;
const weekendWords = /weekend|wochenende|fin de semana|fine settimana|fim de semana/;
const pastWords =
  /(?<!\p{L})(?:last|past|ago|letzte[nrs]?|vorige[nrs]?|pasad[oa]|scors[oa]|passad[oa]|vorige|afgelopen)(?!\p{L})/u;

/** "in two weeks" and the like: they mean a day, not a week or a month. */
const counted =
  /^(?:in|within|after|dentro|en|tra|fra|over|em|daqui|vor|hace|há) |(?:ago|fa|geleden|later|now|today|atrás)$/;

/** The meaning of a result in the time zone of the conversation. Undefined: there is no such day. */
export function toDateValue(result: ParsedResult, context: ChronoContext): DateValue | undefined {
  const text = result.text.trim().toLowerCase();
  const start = momentOf(result.start, text, context);
  if (start === undefined) return undefined;
  const move = moveAhead(start, result.start, text, context.reference);
  const value = { ...start, date: move(start.date) };
  const end = result.end === null || result.end === undefined ? undefined : momentOf(result.end, text, context);
  if (end !== undefined) {
    const date = move(end.date);
    return { ...value, end: end.time === undefined ? { date } : { date, time: end.time } };
  }
  const sunday = weekendWords.test(text) ? addDays(value.date, 1) : undefined;
  return sunday === undefined ? value : { ...value, end: { date: sunday } };
}

function momentOf(components: ParsedComponents, text: string, context: ChronoContext): DateValue | undefined {
  const { reference } = context;
  const tags = components.tags();
  const isRelative = tags.has("result/relativeDateAndTime") || tags.has("casualReference/now");
  if (isRelative) return { ...fromNow(components, context), granularity: "minute" };
  if (context.zoned) return { ...wallClock(components.date().getTime(), reference.timeZone), granularity: "minute" };
  const date = toDay(components.get("year") ?? 0, components.get("month") ?? 0, components.get("day") ?? 0);
  if (date === undefined) return undefined;
  if (tags.has("casualReference/midnight")) return midnight(text, date, reference);
  if (components.isCertain("hour") || tags.has("casualReference/noon")) return timed(components, date, text);
  if (weekWords.test(text) && !counted.test(text) && !weekendWords.test(text)) {
    const within = components.isCertain("day") ? date : reference.date;
    return { date: mondayOf(within) ?? within, granularity: "week" };
  }
  const part = partOf(tags, text);
  if (part !== undefined) return { date, part, granularity: "part" };
  return calendar(components, date, counted.test(text));
}

/**
 * So long after the present. The distance is counted in the time zone of the process and added to the present. It may be
 * an hour too much only while that time zone changes its clock.
 */
function fromNow(components: ParsedComponents, { reference, now }: ChronoContext): { date: string; time: string } {
  const get = (name: Parameters<ParsedComponents["get"]>[0]): number => components.get(name) ?? 0;
  const then = Date.UTC(get("year"), get("month") - 1, get("day"), get("hour"), get("minute"));
  const present = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate(), now.getHours(), now.getMinutes());
  return wallClock(reference.now + then - present, reference.timeZone);
}

/** Midnight belongs to the evening before it. If a day is named, that is the evening of the named day. */
function midnight(text: string, date: string, reference: Reference): DateValue | undefined {
  const isNamed = !/^(?:\p{L}{1,3} )?[\p{L}-]+$/u.test(text);
  const next = addDays(isNamed ? date : reference.date, 1);
  return next === undefined ? undefined : { date: next, time: "00:00", granularity: "hour" };
}

function timed(components: ParsedComponents, date: string, text: string): DateValue | undefined {
  const hour = components.get("hour") ?? 0;
  const minute = components.get("minute") ?? 0;
  const time = toTime(hour % 24, minute);
  const day = hour === 24 ? addDays(date, 1) : date;
  const isExact = minute > 0 || /\d[:.h]\d\d/.test(text);
  return time === undefined || day === undefined
    ? undefined
    : { date: day, time, granularity: isExact ? "minute" : "hour" };
}

function partOf(tags: ReadonlySet<string>, text: string): DayPart | undefined {
  if (/last night/.test(text)) return "night";
  if (tags.has("casualReference/morning")) return "morning";
  if (tags.has("casualReference/afternoon")) return "afternoon";
  if (tags.has("casualReference/evening") || tags.has("casualReference/tonight")) return "evening";
  return /vanavond/.test(text) ? "evening" : undefined;
}

/** `isCounted`: "in two months" means a day, "next month" means a month. */
function calendar(components: ParsedComponents, date: string, isCounted: boolean): DateValue {
  const { year, month } = partsOf(date);
  const isDay = components.isCertain("day") || components.isCertain("weekday") || isCounted;
  if (isDay) return { date, granularity: "day" };
  if (components.isCertain("month")) return { date: toDay(year, month, 1) ?? date, granularity: "month" };
  if (components.isCertain("year")) return { date: toDay(year, 1, 1) ?? date, granularity: "year" };
  return { date, granularity: "day" };
}

/** How a date that has passed is moved, if only the future counts. */
function moveAhead(
  { date, time, granularity }: DateValue,
  components: ParsedComponents,
  text: string,
  { future, date: today, time: now }: Reference,
): (date: string) => string {
  const isCertain = (name: "weekday" | "day" | "month" | "year"): boolean => components.isCertain(name);
  const earliest = granularity === "month" ? `${today.slice(0, 8)}01` : today;
  const hasPassed = date < earliest || (date === today && time !== undefined && time < now);
  if (!future || !hasPassed || pastWords.test(text) || isCertain("year")) return (day) => day;
  if (isCertain("month")) return (day) => (date < earliest ? (addMonths(day, 12) ?? day) : day);
  if (isCertain("weekday")) return (day) => addDays(day, 7) ?? day;
  return (day) => (time === undefined ? day : (addDays(day, 1) ?? day));
}
