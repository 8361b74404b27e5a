import type { OpenHours, Queue } from "@causerie/protocol/desk";

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Days that are looked through: what is due later than that is due at the end of them. */
const mostDays = 60;

/**
 * The moment at which so many minutes of a queue's hours are over, counted from a moment (milliseconds since 1970). Without hours every minute
 * counts. Days are those of the queue's time zone, so that a change of its clock changes nothing.
 */
export function addOpenMinutes(
  { hours, timeZone = "UTC" }: Pick<Queue, "hours" | "timeZone">,
  from: number,
  minutes: number,
): number {
  if (hours === undefined || hours.length === 0) return from + minutes * minuteMs;
  const clock = clockOf(timeZone);
  let left = minutes * minuteMs;
  let at = from;
  // The hours of yesterday may go past midnight.
  let day = Math.floor(clock(from) / dayMs) - 1;
  for (let days = 0; days < mostDays; days += 1, day += 1) {
    for (const [start, end] of rangesOf(hours, day)) {
      const opens = Math.max(at, toInstant(clock, start));
      const closes = toInstant(clock, end);
      if (closes <= opens) continue;
      if (closes - opens >= left) return opens + left;
      left -= closes - opens;
      at = closes;
    }
  }
  return at;
}

/** Of a day (days since 1970 by the clock on the wall), from the early to the late. */
function rangesOf(hours: readonly OpenHours[], day: number): [number, number][] {
  // 1 January 1970 was a Thursday.
  const weekday = ((day + 3) % 7) + 1;
  return hours
    .filter(({ days }) => days.includes(weekday))
    .map(({ from, to }): [number, number] => {
      const start = day * dayMs + timeOf(from);
      const end = day * dayMs + timeOf(to);
      return [start, from <= to ? end : end + dayMs];
    })
    .toSorted(([a], [b]) => a - b);
}

function timeOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  return (hour * 60 + minute) * minuteMs;
}

/** What the clock on the wall shows at a moment, as if it were UTC. */
type Clock = (at: number) => number;

const formats = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Clock {
  const format = formats.get(timeZone) ?? newFormat(timeZone);
  formats.set(timeZone, format);
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) + (at % 1_000);
  };
}

function newFormat(timeZone: string): Intl.DateTimeFormat {
  const digits = "2-digit";
  return new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: digits,
    day: digits,
    hour: digits,
    minute: digits,
    second: digits,
  });
}

/** The second look is for a clock that changes between the two. */
function toInstant(clock: Clock, wall: number): number {
  const near = wall - (clock(wall) - wall);
  return wall - (clock(near) - near);
}
