/**
 * Days as `2026-11-21` and times as `18:05`, in no time zone. They are counted without clock changes, so the time zone of the
 * process cannot change the result.
 */
const dayMs = 86_400_000;

/** Day and time of an instant (milliseconds since 1970) in a time zone (IANA name). */
export function wallClock(instant: number, timeZone: string): { date: string; time: string } {
  const parts = Object.fromEntries(
    formatFor(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  return { date: `${parts["year"]}-${parts["month"]}-${parts["day"]}`, time: `${parts["hour"]}:${parts["minute"]}` };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  formats.set(timeZone, format);
  return format;
}

/** Undefined: there is no such day, or its year is not from 1 to 9999. */
export function toDay(year: number, month: number, day: number): string | undefined {
  const instant = new Date(0);
  instant.setUTCFullYear(year, month - 1, day);
  const exists =
    instant.getUTCFullYear() === year && instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day;
  return exists ? fromInstant(instant.getTime()) : undefined;
}

export function addDays(date: string, days: number): string | undefined {
  return fromInstant(toInstant(date) + days * dayMs);
}

/** The same day of another month, or its last one: a month after January 31 is the end of February. */
export function addMonths(date: string, months: number): string | undefined {
  const { year, month, day } = partsOf(date);
  const total = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(total / 12), (((total % 12) + 12) % 12) + 1];
  return [day, 30, 29, 28].flatMap((each) => (each <= day ? (toDay(toYear, toMonth, each) ?? []) : []))[0];
}

/** 0 is Sunday. */
export function weekdayOf(date: string): number {
  return new Date(toInstant(date)).getUTCDay();
}

/** The first day of its week (ISO 8601: Monday). */
export function mondayOf(date: string): string | undefined {
  return addDays(date, -((weekdayOf(date) + 6) % 7));
}

/** The weekday in the week that is so many weeks from now: "lundi de la semaine prochaine". */
export function weekdayInWeek(weekday: number, weeks: number, today: string): string | undefined {
  const monday = mondayOf(today);
  return monday === undefined ? undefined : addDays(monday, ((weekday + 6) % 7) + 7 * weeks);
}

/** The first such weekday after a day, and the last one before it. */
export function weekdayAfter(weekday: number, date: string): string | undefined {
  return addDays(date, ((weekday - weekdayOf(date) + 6) % 7) + 1);
}

export function weekdayBefore(weekday: number, date: string): string | undefined {
  return addDays(date, -((((weekdayOf(date) - weekday - 1) % 7) + 7) % 7) - 1);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((toInstant(to) - toInstant(from)) / dayMs);
}

export function partsOf(date: string): { year: number; month: number; day: number } {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return { year, month, day };
}

/** Undefined: there is no such time. */
export function toTime(hour: number, minute: number): string | undefined {
  if (hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

function toInstant(date: string): number {
  const { year, month, day } = partsOf(date);
  // For a year below 100, `Date.UTC` means one of the 20th century.
  return year < 100 ? Date.parse(`${date}T00:00:00Z`) : Date.UTC(year, month - 1, day);
}

function fromInstant(instant: number): string | undefined {
  const date = new Date(instant);
  const isKnown = date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9999;
  return isKnown ? date.toISOString().slice(0, 10) : undefined;
}
