import { addDays } from "./value/calendar.ts";
import type { DateValue, Reference } from "./value/date-value.ts";
import { type Moment, toValue } from "./moment.ts";
import { resolveDayBefore } from "./value/open-day.ts";
import { inHalf, inPart } from "./reading/read-clocks.ts";

/** The period from one moment to another. Undefined: they do not make one. */
export function toPeriod(first: Moment, last: Moment, reference: Reference): DateValue | undefined {
  if (first.instant !== undefined || last.instant !== undefined || first.day?.until !== undefined) return undefined;
  if ((last.clock === undefined) !== (first.clock === undefined)) return undefined;
  if (first.day !== undefined && last.day !== undefined && first.day.granularity !== last.day.granularity)
    return undefined;
  const moment = withHalf(first, last);
  return between(moment, withLaterHalf(moment, inSamePart(moment, last)), reference);
}

/** "Friday evening from 8 to 10" ends at 22:00, and "from 8 to 1" after midnight. */
function inSamePart({ clock: first, part }: Moment, last: Moment): Moment {
  const { clock, day } = last;
  if (part === undefined || first === undefined || clock === undefined || day !== undefined || last.part !== undefined)
    return last;
  const [begin, end] = [inPart(first, part.part), inPart(clock, part.part)];
  const isLater = end.nextDay || (!begin.nextDay && end.hour * 60 + end.minute > begin.hour * 60 + begin.minute);
  return isLater ? { ...last, part } : last;
}

/** "From 9 to 5" ends at 17:00. */
function withLaterHalf({ clock: first, part }: Moment, last: Moment): Moment {
  const { clock } = last;
  if (part?.part === "evening" || part?.part === "night") return last;
  if (clock?.bare === undefined || first === undefined || first.hour > 12 || clock.hour > first.hour) return last;
  return { ...last, clock: { ...clock, hour: clock.hour + 12 } };
}

function between(moment: Moment, last: Moment, reference: Reference): DateValue | undefined {
  const start = toValue(moment, reference);
  if (start === undefined) return undefined;
  const isFixed = last.day?.day.type === "fixed";
  const isShared = moment.day === undefined && last.day !== undefined;
  const end = toValue(last, reference, isFixed || isShared ? undefined : start.date);
  const begin = end && beginOf(moment, start, last, end, reference);
  if (end === undefined || begin === undefined || end.date < begin.date || end.granularity === "part") return undefined;
  return { ...begin, end: endOf(begin, end, last) };
}

/** "8-10 pm" begins at 20:00, and "10-2 pm" at 10:00. */
function withHalf(first: Moment, { clock: last }: Moment): Moment {
  const { clock } = first;
  if (clock?.bare === undefined || last?.half === undefined) return first;
  const same = inHalf(clock, last.half);
  const minutes = (hour: number, minute: number): number => hour * 60 + minute;
  const isBefore = same !== undefined && minutes(same.hour, same.minute) < minutes(last.hour, last.minute);
  return isBefore ? { ...first, clock: same } : first;
}

/** Words of the end may count for the beginning too: the year in "du 3 juin au 7 juillet 2027", the day in "de 8h à 10h demain". */
function beginOf(
  moment: Moment,
  start: DateValue,
  last: Moment,
  end: DateValue,
  reference: Reference,
): DateValue | undefined {
  const { day } = moment;
  if (day === undefined) {
    const inDay = last.day === undefined ? moment : { ...moment, day: last.day };
    const inPart = last.part === undefined || moment.part !== undefined ? inDay : { ...inDay, part: last.part };
    const begin = toValue(inPart, reference, last.day === undefined ? start.date : undefined);
    return begin !== undefined && (begin.time ?? "") < (end.time ?? "") ? begin : toValue(inDay, reference, undefined);
  }
  if (day.day.type === "fixed" || last.day?.day.type !== "fixed") return start;
  const date = resolveDayBefore(day.day, end.date);
  return date === undefined ? undefined : { ...start, date };
}

function endOf(start: DateValue, end: DateValue, { day }: Moment): { date: string; time?: string } {
  if (end.time === undefined) return { date: end.date };
  const isNextDay = day === undefined && end.date === start.date && end.time <= (start.time ?? "");
  return { date: isNextDay ? (addDays(end.date, 1) ?? end.date) : end.date, time: end.time };
}
