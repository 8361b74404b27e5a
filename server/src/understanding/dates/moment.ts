import { addDays, toTime, wallClock } from "./value/calendar.ts";
import type { DateValue, Reference } from "./value/date-value.ts";
import { isNamedBy, resolveDay } from "./value/open-day.ts";
import type { ClockPiece, DayPiece, PartPiece, Piece } from "./reading/piece.ts";
import { inHalfBefore, inPart } from "./reading/read-clocks.ts";

/** Pieces that belong together: "demain", "soir", "à 20h". It reaches from one token to another. */
export type Moment = {
  day?: DayPiece;
  /** The same day by another name: "nächsten Freitag, den 27. November". */
  alias?: DayPiece;
  part?: PartPiece;
  clock?: ClockPiece;
  instant?: Extract<Piece, { type: "instant" }>;
  from: number;
  next: number;
  /** The token at which its last piece begins. */
  last: number;
};

/** Undefined: the moment cannot have this piece, for example because it has one of this type. */
export function extended(before: Moment, piece: Piece, at: number, next: number): Moment | undefined {
  if (before.instant !== undefined) return undefined;
  const moment = { ...before, next, last: at };
  switch (piece.type) {
    case "day":
      return canHaveDay(moment, piece) ? { ...moment, day: piece } : undefined;
    case "clock":
      return moment.clock === undefined && (moment.day === undefined || isOneDay(moment.day))
        ? { ...moment, clock: piece }
        : undefined;
    case "part":
      return canHavePart(moment, piece) ? { ...moment, part: piece } : undefined;
    case "instant":
      return moment.day === undefined && moment.clock === undefined && moment.part === undefined
        ? { ...moment, instant: piece }
        : undefined;
  }
}

/** A second name of the day: "tomorrow" beside "Friday", but not "Monday" beside "Friday". Undefined: it is none. */
export function apposed(before: Moment, piece: Piece, at: number, next: number): Moment | undefined {
  const { day, alias } = before;
  if (piece.type !== "day" || day === undefined || alias !== undefined) return undefined;
  const isAlias = isOneDay(day) && isOneDay(piece) && day.naming !== undefined && piece.naming !== undefined;
  if (!isAlias || day.naming === piece.naming) return undefined;
  const [first, second] = rankOf(piece) < rankOf(day) ? [piece, day] : [day, piece];
  return { ...before, day: first, alias: second, next, last: at };
}

/** The day that says most is counted, the other one is compared with it. */
function rankOf({ day }: DayPiece): number {
  return ["never", "fixed", "dayOfYear", "dayOfMonth", "weekday", "month"].indexOf(day.type);
}

/** Whether a day was named that does not exist: November 31, or a Monday that is a Friday. */
export function isImpossible({ day, alias }: Moment, reference: Reference): boolean {
  if (day === undefined) return false;
  const date = resolveDay(day.day, reference);
  if (date === undefined) return day.day.type === "never" || day.day.type === "dayOfYear";
  return alias !== undefined && !isNamedBy(date, alias.day);
}

function canHaveDay({ day, part, clock }: Moment, piece: DayPiece): boolean {
  if (day !== undefined || part?.distance !== undefined) return false;
  return (part === undefined && clock === undefined) || isOneDay(piece);
}

/** A time belongs to a day: there is no "8 o'clock in June". */
function isOneDay({ granularity, until }: DayPiece): boolean {
  return granularity === "day" && until === undefined;
}

function canHavePart({ day, part, clock }: Moment, { distance }: PartPiece): boolean {
  if (part !== undefined) return false;
  if (distance !== undefined) return day === undefined;
  return day === undefined ? clock !== undefined : isOneDay(day);
}

/** Its time, in the part of the day that is said with it, or else before it. */
export function clockOf({ clock, part }: Moment, { half }: Reference): ClockPiece | undefined {
  if (clock === undefined) return undefined;
  return part === undefined ? inHalfBefore(clock, half) : inPart(clock, part.part);
}

/** @param from for the end of a period: it is the first fitting day from there on. */
export function toValue(moment: Moment, reference: Reference, from?: string): DateValue | undefined {
  if (moment.instant !== undefined) {
    return { date: moment.instant.date, time: moment.instant.time, granularity: "minute" };
  }
  const clock = clockOf(moment, reference);
  const time = clock && toTime(clock.hour, clock.minute);
  const day = moment.day && resolveDay(moment.day.day, reference, from);
  if (day !== undefined && moment.alias !== undefined && !isNamedBy(day, moment.alias.day)) return undefined;
  const today = moment.part?.distance === undefined ? reference.date : addDays(reference.date, moment.part.distance);
  const named = moment.day === undefined ? (from ?? today) : day;
  const date = named !== undefined && clock?.nextDay === true ? addDays(named, 1) : named;
  if (date === undefined) return undefined;
  if (clock !== undefined && time !== undefined) {
    const value: DateValue = { date, time, granularity: clock.granularity };
    return clock.offset === undefined ? ahead(value, moment, reference, from) : inZone(value, clock.offset, reference);
  }
  if (moment.part !== undefined) return { date, part: moment.part.part, granularity: "part" };
  const until = moment.day?.until && resolveDay(moment.day.until, reference, date);
  if (moment.day?.until !== undefined && until === undefined) return undefined;
  const value: DateValue = { date, granularity: moment.day?.granularity ?? "day" };
  return until === undefined ? value : { ...value, end: { date: until } };
}

/** A time of a named time zone, in that of the conversation. */
function inZone({ date, time = "" }: DateValue, offset: number, { timeZone }: Reference): DateValue {
  const instant = Date.parse(`${date}T${time}:00Z`) - offset * 60_000;
  return { ...wallClock(instant, timeZone), granularity: "minute" };
}

/** If only the future counts, a time that has passed moves to the next possible day. */
function ahead(value: DateValue, { day, part }: Moment, reference: Reference, from?: string): DateValue {
  const hasPassed = value.date === reference.date && (value.time ?? "") < reference.time;
  if (!reference.future || !hasPassed || from !== undefined || part?.distance !== undefined) return value;
  const days = day === undefined ? 1 : day.day.type === "weekday" ? 7 : 0;
  return { ...value, date: addDays(value.date, days) ?? value.date };
}
