/** A day of a time zone: from its beginning to that of the next, in milliseconds since 1970. It has 23 or 25 hours where the clocks are changed. */
export type Day = { day: string; from: number; to: number };

/** Longer is asked for by mistake. */
export const mostDays = 366;

const dayMs = 86_400_000;

/** @returns all days from one to the other, both with it; empty: the last one comes before the first. */
export function daysBetween(first: string, last: string, zone: string): Day[] {
  const days: Day[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last) && days.length <= mostDays; at += dayMs) {
    const day = new Date(at).toISOString().slice(0, 10);
    days.push({ day, from: beginOf(at, zone), to: beginOf(at + dayMs, zone) });
  }
  return days;
}

/** When the day begins that is called so in UTC. Where clocks are set forward at midnight it begins with the first moment that there is. */
function beginOf(utcMidnight: number, zone: string): number {
  // Twice, because the first guess may be on the other side of a change of the clocks.
  const guess = utcMidnight - offsetAt(utcMidnight, zone);
  const begin = utcMidnight - offsetAt(guess, zone);
  const before = utcMidnight - offsetAt(begin - 1, zone);
  return Math.min(Math.max(begin, before), Math.max(guess, begin));
}

/** Milliseconds that the clocks of the zone are before UTC's. */
function offsetAt(at: number, zone: string): number {
  const parts = formatOf(zone).formatToParts(at);
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value ?? 0);
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return shown - (at - (((at % 1_000) + 1_000) % 1_000));
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  if (formats.size > 100) formats.clear();
  formats.set(timeZone, format);
  return format;
}
