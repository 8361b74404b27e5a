import type { FiguresQuery } from "@causerie/protocol/desk";

/** Today and the days before it, by the clock of the browser. */
export function lastDays(count: number, now: number): Pick<FiguresQuery, "from" | "to"> {
  return { from: dayBefore(now, count - 1), to: dayBefore(now, 0) };
}

/** By the calendar: a day of 23 hours is a day. */
function dayBefore(now: number, count: number): string {
  const at = new Date(now);
  const day = new Date(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate() - count));
  return day.toISOString().slice(0, 10);
}
