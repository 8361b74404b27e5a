import type { Meaning } from "#understanding/dates/grammar/date-grammar.ts";
import type { DayPart, HalfOfDay } from "#understanding/dates/value/date-value.ts";
import type { ClockPiece } from "./piece.ts";

/** A time of day. `exact`: minutes were said. */
export type ClockTime = { hour: number; minute: number; exact: boolean };

/** The values of the slots of one template, by their names. */
export type ClockCaptures = { time: ClockTime | undefined; minutes: number | undefined };

/** What the words of a template mean. Undefined: there is no such time. */
export function readClock({ field, key }: Meaning, { time, minutes }: ClockCaptures): ClockPiece | undefined {
  switch (field) {
    case "clock":
      return time && toClock(minutes === undefined ? time : { ...time, minute: minutes, exact: true });
    case "bareClock":
      return atEnd(time && toClock(minutes === undefined ? time : { ...time, minute: minutes, exact: true }));
    case "clockBeside": {
      const clock = time && toClock(time);
      return clock && { ...clock, bare: "beside" };
    }
    case "clockPlus":
      return time && moved(time, Number(key));
    case "minutesPast":
      return atEnd(time && moved(time, minutes ?? 0));
    case "minutesTo":
      return atEnd(time && moved(time, -(minutes ?? 0)));
    case "noon":
      return atEnd(toClock({ hour: 12, minute: minutes ?? 0, exact: minutes !== undefined }));
    case "midnight":
      return toClock({ hour: 24, minute: minutes ?? 0, exact: minutes !== undefined });
    default:
      throw new TypeError(`no time is read from "${field}"`);
  }
}

/** "5 to 6" is a time, "5 to 6 people" is none. */
function atEnd(clock: ClockPiece | undefined): ClockPiece | undefined {
  return clock && { ...clock, bare: "at" };
}

/** 24:00 is the midnight at the end of a day. */
export function toClock({ hour, minute, exact }: ClockTime): ClockPiece | undefined {
  if (hour > 24 || minute > 59) return undefined;
  return { type: "clock", hour: hour % 24, minute, granularity: exact ? "minute" : "hour", nextDay: hour === 24 };
}

/** "half past six" is 6:30, "quarter to one" 12:45, "quarter to midnight" 23:45. */
function moved({ hour, minute, exact }: ClockTime, minutes: number): ClockPiece | undefined {
  if (hour > 24 || exact || minute !== 0) return undefined;
  const total = hour * 60 + minutes;
  const inDay = hour >= 1 && total < 60 ? total + 720 : total;
  return {
    type: "clock",
    hour: Math.floor((inDay + 1440) / 60) % 24,
    minute: (inDay + 1440) % 60,
    granularity: "minute",
    nextDay: total >= 1440,
  };
}

/** "11 Uhr mittags" is before noon, as nobody calls 22:00 or 23:00 the afternoon. */
const lastOfAfternoon = 9;

/** "Friday night at 2" is after midnight, and "Friday night at 8" before it. */
const lastOfNight = 5;

/** "8 pm" is 20:00, "12 am" 0:00, "11 at night" 23:00. Undefined: there is no such time. */
export function inHalf(clock: ClockPiece, half: HalfOfDay): ClockPiece | undefined {
  const named: ClockPiece = { ...clock, half };
  delete named.bare;
  const { hour } = clock;
  const is12Hours = half === "am" || half === "pm";
  if (is12Hours && (hour > 12 || hour === 0)) return half === "pm" && hour > 12 ? named : undefined;
  if (half === "am" && hour === 12) return { ...named, hour: 0 };
  const isLate =
    half === "pm" ||
    (half === "afternoon" && hour <= lastOfAfternoon) ||
    half === "evening" ||
    (half === "night" && hour > lastOfNight);
  if (isLate && hour < 12) return { ...named, hour: hour + 12 };
  // "Las doce de la noche" and "12 in the evening" are midnight.
  return (half === "night" || half === "evening") && hour === 12 ? { ...named, hour: 0, nextDay: true } : named;
}

/** "ce soir à 8h" is 20:00, and "cette nuit à 2h" the day after. */
export function inPart(clock: ClockPiece, part: DayPart | undefined): ClockPiece {
  if (part === undefined || clock.hour > 12 || clock.half !== undefined || clock.nextDay) return clock;
  const isEnd = part === "evening" || part === "night";
  if (isEnd && clock.hour % 12 === 0) return { ...clock, hour: 0, nextDay: true };
  if (part === "night" && clock.hour <= lastOfNight) return { ...clock, nextDay: true };
  const isLate = (part === "afternoon" && clock.hour <= lastOfAfternoon) || isEnd;
  return isLate && clock.hour < 12 ? { ...clock, hour: clock.hour + 12 } : clock;
}

/** "At 9" after "at 8 pm" is 21:00. A morning says nothing of "at 1". */
export function inHalfBefore(clock: ClockPiece, half: HalfOfDay | undefined): ClockPiece {
  if (half === undefined || half === "am" || half === "morning" || clock.half !== undefined) return clock;
  return half === "pm" ? (inHalf(clock, half) ?? clock) : inPart(clock, half);
}
