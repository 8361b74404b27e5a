import { addDays, addMonths, wallClock } from "#understanding/dates/value/calendar.ts";
import type { Reference } from "#understanding/dates/value/date-value.ts";
import type { DurationUnit } from "#understanding/dates/grammar/date-words.ts";
import type { Piece } from "./piece.ts";

/** A length of time as people say it. All numbers are whole; units that were not said are missing. */
export type DurationValue = {
  years?: number;
  months?: number;
  weeks?: number;
  days?: number;
  hours?: number;
  minutes?: number;
};

/** Undefined: the unit has no such fraction ("2.3 months"). */
export function toDuration(count: number, unit: DurationUnit): DurationValue | undefined {
  switch (unit) {
    case "minute":
      return whole({ minutes: Math.round(count) }, Number.isInteger(count));
    case "hour":
      return split(count, "hours", "minutes", 60);
    case "day":
      return split(count, "days", "hours", 24);
    case "week":
      return split(count, "weeks", "days", 7) ?? split(count, "days", "hours", 24, 7);
    case "month":
      return whole({ months: count }, Number.isInteger(count));
    case "year":
      return split(count, "years", "months", 12);
  }
}

type Part = keyof DurationValue;

function split(count: number, part: Part, smaller: Part, size: number, factor = 1): DurationValue | undefined {
  const total = count * factor;
  const rest = Math.round((total % 1) * size * 1e6) / 1e6;
  if (!Number.isInteger(rest)) return undefined;
  const full = Math.floor(total);
  return { ...(full > 0 || rest === 0 ? { [part]: full } : {}), ...(rest > 0 ? { [smaller]: rest } : {}) };
}

function whole(value: DurationValue, isWhole: boolean): DurationValue | undefined {
  return isWhole ? value : undefined;
}

export function addDurations(one: DurationValue, other: DurationValue): DurationValue | undefined {
  const sum: DurationValue = { ...one };
  for (const part of parts) {
    const more = other[part];
    if (more === undefined) continue;
    // "2 hours 3 hours" is no length of time.
    if (sum[part] !== undefined) return undefined;
    sum[part] = more;
  }
  return sum;
}

const parts = ["years", "months", "weeks", "days", "hours", "minutes"] as const;

/** The day that is so long before or after another one. Undefined: the duration has hours or minutes. */
export function shiftDay(date: string, sign: 1 | -1, duration: DurationValue): string | undefined {
  if (duration.hours !== undefined || duration.minutes !== undefined) return undefined;
  const months = 12 * (duration.years ?? 0) + (duration.months ?? 0);
  const days = 7 * (duration.weeks ?? 0) + (duration.days ?? 0);
  const moved = months === 0 ? date : addMonths(date, sign * months);
  return moved === undefined ? undefined : addDays(moved, sign * days);
}

/** "in 2 hours", "3 days ago". Hours count over changes of the clock. */
export function fromNow(reference: Reference, sign: 1 | -1, duration: DurationValue): Piece | undefined {
  const { hours, minutes, ...days } = duration;
  if (hours === undefined && minutes === undefined) {
    const date = shiftDay(reference.date, sign, days);
    return date === undefined ? undefined : { type: "day", day: { type: "fixed", date }, granularity: "day" };
  }
  const instant = reference.now + sign * ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000;
  const { date, time } = wallClock(instant, reference.timeZone);
  const moved = shiftDay(date, sign, days);
  return moved === undefined ? undefined : { type: "instant", date: moved, time };
}
