import { addDays, addMonths, daysBetween, partsOf, toDay, weekdayOf } from "./calendar.ts";
import type { Reference } from "./date-value.ts";

/** A day that is named only in part: "Tuesday", "the 3rd", "May 1". */
export type OpenDay =
  | { type: "fixed"; date: string }
  /** November 31: a day is named, but there is none. */
  | { type: "never" }
  | { type: "weekday"; weekday: number }
  /** `weekday` as in "mardi 21"; undefined: any weekday. */
  | { type: "dayOfMonth"; day: number; weekday?: number }
  /** `weekday` as in "Friday, November 27": another weekday makes it no day at all. */
  | { type: "dayOfYear"; month: number; day: number; weekday?: number }
  | { type: "month"; month: number };

/** How far a day may be that is named by its weekday and its number alone. */
const mostDaysAway = 62;

/** The day that is meant. With `from`, or if only the future counts: the next fitting day. Otherwise: the nearest fitting day. */
export function resolveDay(open: OpenDay, reference: Reference, from?: string): string | undefined {
  if (open.type === "fixed") return open.date;
  if (open.type === "dayOfYear" && open.weekday !== undefined) {
    const { weekday, ...unchecked } = open;
    const day = resolveDay(unchecked, reference, from);
    return day !== undefined && weekdayOf(day) === weekday ? day : undefined;
  }
  const earliest = from ?? (reference.future ? earliestAhead(open, reference.date) : undefined);
  const days = candidates(open, from ?? reference.date);
  if (earliest !== undefined) return days.find((day) => day >= earliest);
  const distance = (day: string): number => Math.abs(daysBetween(reference.date, day));
  return days.toSorted((a, b) => distance(a) - distance(b))[0];
}

/** The last fitting day that is not after `until`. */
export function resolveDayBefore(open: Exclude<OpenDay, { type: "fixed" }>, until: string): string | undefined {
  return candidates(open, until).findLast((day) => day <= until);
}

/** Whether a day may be called so: the 27th of November 2026 is "Friday", "November 27" and "the 27th". */
export function isNamedBy(date: string, open: OpenDay): boolean {
  const { month, day } = partsOf(date);
  switch (open.type) {
    case "fixed":
      return open.date === date;
    case "weekday":
      return open.weekday === weekdayOf(date);
    case "dayOfMonth":
    case "dayOfYear": {
      const isWeekday = open.weekday === undefined || open.weekday === weekdayOf(date);
      return isWeekday && open.day === day && (open.type === "dayOfMonth" || open.month === month);
    }
    case "month":
      return open.month === month;
    case "never":
      return false;
  }
}

/** The present month still counts as future. */
function earliestAhead(open: OpenDay, today: string): string {
  return open.type === "month" ? `${today.slice(0, 8)}01` : today;
}

/** The fitting days around a day, in order. */
function candidates(open: Exclude<OpenDay, { type: "fixed" }>, around: string): string[] {
  const { year } = partsOf(around);
  switch (open.type) {
    case "weekday":
      return span(-7, 7).flatMap((days) => {
        const day = addDays(around, days);
        return day !== undefined && weekdayOf(day) === open.weekday ? [day] : [];
      });
    case "dayOfMonth":
      return span(-2, 3).flatMap((months) => {
        const { year: inYear, month } = partsOf(addMonths(`${around.slice(0, 8)}01`, months) ?? around);
        const day = toDay(inYear, month, open.day);
        if (day === undefined || open.weekday === undefined) return day ?? [];
        // A farther day is not named like this: "samedi 20" in three months is rather a Saturday at 20:00.
        return weekdayOf(day) === open.weekday && Math.abs(daysBetween(around, day)) <= mostDaysAway ? [day] : [];
      });
    case "dayOfYear":
      // A leap day may be eight years away.
      return aroundBy(open.month === 2 && open.day === 29 ? 8 : 2).flatMap(
        (years) => toDay(year + years, open.month, open.day) ?? [],
      );
    case "never":
      return [];
    case "month":
      return span(-1, 2).flatMap((years) => toDay(year + years, open.month, 1) ?? []);
  }
}

function aroundBy(years: number): number[] {
  return span(-years, years);
}

function span(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
