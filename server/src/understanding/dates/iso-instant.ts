import { toDay, toTime, wallClock } from "./calendar.ts";
import { rule } from "./piece.ts";

/** `2026-11-21T18:00`, with a zone also of another place (ISO 8601). */
export const isoInstant = rule(
  "(\\d{4})-(\\d\\d)-(\\d\\d)t(\\d\\d):(\\d\\d)(?::\\d\\d(?:\\.\\d{1,9})?)?(z|[+-]\\d\\d:?\\d\\d)?",
  ([text, year, month, day, hour, minute, zone], { timeZone }) => {
    const date = toDay(Number(year), Number(month), Number(day));
    const time = toTime(Number(hour), Number(minute));
    if (date === undefined || time === undefined) return undefined;
    if (zone === undefined) return { type: "instant", date, time };
    const instant = Date.parse(text.toUpperCase());
    return Number.isNaN(instant) ? undefined : { type: "instant", ...wallClock(instant, timeZone) };
  },
);
