/** Minutes since midnight, on each day of the week from Sunday on. */
export type OpeningHours = readonly (readonly { from: number; to: number }[])[];

const days = ["su", "mo", "tu", "we", "th", "fr", "sa"];
const minutesOfDay = 24 * 60;

/**
 * Reads hours such as `Mo-Fr 09:00-17:30; Sa 10:00-12:00,14:00-16:00`: the plain part of OpenStreetMap's `opening_hours`. A span
 * over midnight ends on the next day. `24/7` is always.
 * @throws Error that names the part that is not understood
 */
export function parseOpeningHours(source: string): OpeningHours {
  const week: { from: number; to: number }[][] = days.map(() => []);
  if (source.trim() === "24/7") return week.map(() => [{ from: 0, to: minutesOfDay }]);
  for (const rule of source.split(";").filter((part) => part.trim() !== "")) {
    const [, names = "", spans = ""] = /^\s*([a-z, -]+?)\s+([\d:,\s–-]+?)\s*$/i.exec(rule) ?? [];
    if (names === "" || spans === "") throw notUnderstood(rule);
    for (const day of readDays(names, rule))
      for (const span of spans.split(",")) {
        const { from, to } = readSpan(span, rule);
        if (to > from) week[day]?.push({ from, to });
        else {
          week[day]?.push({ from, to: minutesOfDay });
          week[(day + 1) % 7]?.push({ from: 0, to });
        }
      }
  }
  return week;
}

function readDays(names: string, rule: string): number[] {
  return names.split(",").flatMap((part) => {
    const [first = "", last = first] = part.split("-").map((name) => name.trim().toLowerCase().slice(0, 2));
    const from = days.indexOf(first);
    const to = days.indexOf(last);
    if (from < 0 || to < 0) throw notUnderstood(rule);
    return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => (from + index) % 7);
  });
}

function readSpan(span: string, rule: string): { from: number; to: number } {
  const [, fromHour, fromMinute, toHour, toMinute] =
    /^\s*(\d{1,2}):(\d\d)\s*[–-]\s*(\d{1,2}):(\d\d)\s*$/.exec(span) ?? [];
  const from = Number(fromHour) * 60 + Number(fromMinute);
  const to = Number(toHour) * 60 + Number(toMinute);
  if (!(from < minutesOfDay && to <= minutesOfDay) || from === to || Number(fromMinute) > 59 || Number(toMinute) > 59)
    throw notUnderstood(rule);
  return { from, to };
}

function notUnderstood(rule: string): Error {
  return new Error(
    `Causerie: hours "${rule.trim()}" are not understood. Write them as in "Mo-Fr 09:00-17:30; Sa 10:00-12:00"`,
  );
}

/** What the clocks of a place show. */
export type WallClock = { day: number; minutes: number };

/**
 * The day of the week and the time of day at a place, by its own clocks, so also when they are put forward or back.
 * @param timeZone such as `Europe/Paris`. Undefined: the visitor's.
 * @throws RangeError for a zone that does not exist
 */
export function wallClock(at: number, timeZone: string | undefined): WallClock {
  const parts = new Intl.DateTimeFormat("en-US", {
    ...(timeZone !== undefined && { timeZone }),
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? "";
  return {
    day: days.indexOf(part("weekday").slice(0, 2).toLowerCase()),
    minutes: Number(part("hour")) * 60 + Number(part("minute")),
  };
}

export function isOpenAt(hours: OpeningHours, { day, minutes }: WallClock): boolean {
  return (hours[day] ?? []).some(({ from, to }) => minutes >= from && minutes < to);
}

/** How many days from now, and at which minute of that day, it opens next. Undefined: never. */
export function nextOpening(
  hours: OpeningHours,
  { day, minutes }: WallClock,
): { inDays: number; at: number } | undefined {
  for (let inDays = 0; inDays <= 7; inDays += 1) {
    const starts = (hours[(day + inDays) % 7] ?? [])
      .map(({ from }) => from)
      .filter((from) => inDays > 0 || from > minutes);
    if (starts.length > 0) return { inDays, at: Math.min(...starts) };
  }
  return undefined;
}
