import { addDays, addMonths, daysBetween } from "#understanding/dates/value/calendar.ts";
import type { DateValue, HalfOfDay } from "#understanding/dates/value/date-value.ts";
import { timeInPart } from "#understanding/dates/value/time-in-part.ts";
import { type DateRequest, datesIn, datesOfAnswer, onlyDate, partsIn } from "./date-search.ts";
import type { FoundDate } from "#understanding/dates/find-dates.ts";
import { overlap } from "#understanding/text/range.ts";
import type { KnownValue, Merged } from "./entity.ts";

type Now = { value: DateValue; text: string };

/**
 * What words leave unsaid stays as it was: a day keeps the time that was said before, a time the day and its half, and a part of
 * the day the day, and the time if that is in it.
 */
export function mergeDates(
  before: KnownValue<DateValue>,
  now: Now,
  request: DateRequest,
): Merged<DateValue> | undefined {
  const { value: known } = before;
  const said = whatWasSaid(before.said, request);
  const isTimed = known.time !== undefined || known.part !== undefined;
  if (!isTimed && known.granularity !== "day") return within(before, now, request);
  const isPeriodOfDays = known.end !== undefined && known.end.time === undefined;
  if (isPeriodOfDays) return undefined;
  if (now.value.granularity === "day") {
    if (!isTimed || now.value.end !== undefined) return undefined;
    return { type: "corrected", value: movedTo(now.value.date, known, said) };
  }
  if (now.value.granularity === "part") return withPart(known, now, said, request);
  return now.value.time === undefined ? undefined : withTime(known, now, said, request);
}

function firstDate(words: string, request: DateRequest): FoundDate | undefined {
  return allDates(words, request)[0];
}

function allDates(words: string, request: DateRequest): FoundDate[] {
  const found = datesIn(words, request);
  return found.length > 0 ? found : datesOfAnswer(words, request);
}

/** What the words before say that their value does not. */
type WasSaid = { half: HalfOfDay | undefined; hasDay: boolean; isNextDay: boolean };

function whatWasSaid(said: readonly string[], request: DateRequest): WasSaid {
  const all: WasSaid = { half: undefined, hasDay: false, isNextDay: false };
  let isRead = false;
  for (const words of said) {
    const asked = { ...request, half: all.half };
    // Words between may part them: "Friday please", completed by "at 8 pm".
    const found = allDates(words, asked);
    const part = partsIn(words, asked, { beside: true }).findLast((each) => !found.some((date) => overlap(each, date)))
      ?.value.part;
    isRead ||= found.length > 0;
    all.half = found.findLast(({ half }) => half !== undefined)?.half ?? part ?? all.half;
    all.hasDay ||= found.some(({ hasDay }) => hasDay);
    const clock = found.findLast(({ hasClock }) => hasClock);
    if (clock !== undefined || part !== undefined) all.isNextDay = (clock ?? found.at(-1))?.isNextDay === true;
  }
  // A value from a link was said in no words.
  return isRead ? all : { ...all, hasDay: true };
}

/** The same times on another day. "Friday night at 2" is on a Saturday, so its Saturday is a Sunday. */
function movedTo(date: string, known: DateValue, { isNextDay }: WasSaid): DateValue {
  const moved = isNextDay ? (addDays(date, 1) ?? date) : date;
  if (known.end === undefined) return { ...known, date: moved };
  const end = addDays(known.end.date, daysBetween(known.date, moved));
  return { ...known, date: moved, end: { ...known.end, date: end ?? known.end.date } };
}

/** "In the evening", or "Saturday evening", after "Friday at 8". */
function withPart(
  known: DateValue,
  now: Now,
  { isNextDay }: WasSaid,
  request: DateRequest,
): Merged<DateValue> | undefined {
  const { part } = now.value;
  if (part === undefined || known.end !== undefined) return undefined;
  const hasDay = firstDate(now.text, request) !== undefined;
  const day = hasDay ? now.value.date : isNextDay ? (addDays(known.date, -1) ?? known.date) : known.date;
  const isCompleted = known.time === undefined && known.part === undefined && !hasDay;
  const type = isCompleted ? "completed" : "corrected";
  const at = known.time === undefined ? undefined : timeInPart(known.time, part);
  // The hour of another part is not meant for a day that comes with a part of its own.
  if (at === undefined || (hasDay && at.time !== known.time))
    return hasDay ? undefined : { type, value: { date: day, part, granularity: "part" } };
  const date = at.isNextDay ? (addDays(day, 1) ?? day) : day;
  return { type, value: { ...known, date, time: at.time } };
}

function withTime(known: DateValue, now: Now, said: WasSaid, request: DateRequest): Merged<DateValue> | undefined {
  const asked = { ...request, half: said.half };
  const alone = firstDate(now.text, asked);
  if (alone?.hasDay === true || (alone !== undefined && !said.hasDay)) {
    const isSame = alone.value.time === now.value.time && alone.value.date === now.value.date;
    return isSame ? undefined : { type: "corrected", value: alone.value };
  }
  // Words that name a day of their own cannot be read together with another one.
  const day = said.isNextDay ? addDays(known.date, -1) : known.date;
  const joined = onlyDate(`${day} ${now.text}`, asked);
  if (joined === undefined) return undefined;
  const { time } = joined.value;
  const isInPart = known.part !== undefined && time !== undefined && timeInPart(time, known.part)?.time === time;
  const isCompleted = known.time === undefined && (known.part === undefined || isInPart);
  return { type: isCompleted ? "completed" : "corrected", value: joined.value };
}

/** A day of a week, a month or a year that is known: "on Friday" after "next week". */
function within(
  { value: known, said }: KnownValue<DateValue>,
  now: Now,
  request: DateRequest,
): Merged<DateValue> | undefined {
  const words = said.at(-1) ?? "";
  const next = lastOf(known);
  if (next === undefined || now.value.granularity === known.granularity) return undefined;
  for (const joined of [`${now.text} ${words}`, `${words} ${now.text}`]) {
    const value = onlyDate(joined, request)?.value;
    if (
      value !== undefined &&
      value.granularity !== known.granularity &&
      value.date >= known.date &&
      value.date <= next
    )
      return { type: "completed", value };
  }
  return undefined;
}

function lastOf({ date, granularity, end }: DateValue): string | undefined {
  if (end !== undefined) return end.date;
  const behind = granularity === "week" ? addDays(date, 7) : addMonths(date, granularity === "month" ? 1 : 12);
  return behind && addDays(behind, -1);
}
