import type { Found } from "#understanding/entities/entity.ts";
import { type MappedText, originalRange } from "#understanding/text/mapped-text.ts";
import { addDays, toTime } from "./calendar.ts";
import type { DateValue, Reference } from "./date-value.ts";
import { resolveDay, resolveDayBefore } from "./open-day.ts";
import { type Piece, type Rule, pieceAt } from "./piece.ts";

/** How a language builds dates from pieces. */
export type DateGrammar = {
  days: readonly Rule[];
  clocks: readonly Rule[];
  partsOfToday: readonly Rule[];
  parts: readonly Rule[];
  /** The words between a day and a clock time, in either order (sticky). */
  join: RegExp;
  /** The words between the beginning and the end of a period (sticky). `and` needs a `between` before the period. */
  to: RegExp;
  and: RegExp;
  between: RegExp;
};

type Day = Extract<Piece, { type: "day" }>;
type Clock = Extract<Piece, { type: "clock" }>;
type Part = Extract<Piece, { type: "part" }>;

/** Pieces that belong together: "demain", "soir", "à 20h". */
type Moment = {
  day?: Day;
  part?: Part;
  clock?: Clock;
  instant?: Extract<Piece, { type: "instant" }>;
  end: number;
  /** The index at which its last piece begins. */
  last: number;
};

export function findDates(normalized: MappedText, grammar: DateGrammar, reference: Reference): Found<DateValue>[] {
  const found: Found<DateValue>[] = [];
  let after = 0;
  for (const { index } of normalized.text.matchAll(/(?<![\p{L}\p{N}])(?<!\d[/.,:-])[\p{L}\p{N}]/gu)) {
    if (index < after) continue;
    const moment = momentAt(normalized.text, index, grammar, reference);
    const start = moment && toValue(moment, reference);
    if (moment === undefined || start === undefined) continue;
    const period = periodFrom(normalized.text, moment, start, grammar, reference);
    after = period?.end ?? moment.end;
    found.push({ ...originalRange(normalized, index, after), value: period?.value ?? start });
  }
  return found;
}

function momentAt(text: string, at: number, grammar: DateGrammar, reference: Reference): Moment | undefined {
  const all = [...grammar.days, ...grammar.clocks, ...grammar.partsOfToday];
  const first = pieceAt(all, text, at, reference);
  let moment = first && extended({ end: at, last: at }, { ...first, at });
  while (moment !== undefined) {
    const more = nextPiece(text, moment, grammar, reference);
    const longer = more && extended(moment, more);
    if (longer === undefined) return moment;
    moment = longer;
  }
  return undefined;
}

function nextPiece(text: string, { end }: Moment, grammar: DateGrammar, reference: Reference) {
  grammar.join.lastIndex = end;
  const join = grammar.join.exec(text);
  if (join === null) return undefined;
  const rules = [...grammar.days, ...grammar.clocks, ...grammar.parts, ...grammar.partsOfToday];
  const at = end + join[0].length;
  const next = pieceAt(rules, text, at, reference);
  return next && { ...next, at };
}

/** Undefined: the moment cannot have this piece, for example because it has one of this type. */
function extended(before: Moment, { piece, at, end }: { piece: Piece; at: number; end: number }): Moment | undefined {
  if (before.instant !== undefined) return undefined;
  const moment = { ...before, end, last: at };
  switch (piece.type) {
    case "day":
      return moment.day === undefined && moment.part?.today !== true ? { ...moment, day: piece } : undefined;
    case "clock":
      return moment.clock === undefined ? { ...moment, clock: piece } : undefined;
    case "part":
      return moment.part === undefined &&
        (piece.today ? moment.day === undefined : moment.day !== undefined || moment.clock !== undefined)
        ? { ...moment, part: piece }
        : undefined;
    case "instant":
      return moment.day === undefined && moment.clock === undefined ? { ...moment, instant: piece } : undefined;
  }
}

/** @param from for the end of a period: it is the first fitting day from there on. */
function toValue(moment: Moment, reference: Reference, from?: string): DateValue | undefined {
  if (moment.instant !== undefined) {
    return { date: moment.instant.date, time: moment.instant.time, granularity: "minute" };
  }
  const clock = moment.clock && withPart(moment.clock, moment.part);
  const time = clock && toTime(clock.hour, clock.minute);
  const day = moment.day && resolveDay(moment.day.day, reference, from);
  const named = moment.day === undefined ? (from ?? reference.date) : day;
  const date = named && clock?.nextDay === true ? addDays(named, 1) : named;
  if (date === undefined) return undefined;
  if (clock !== undefined && time !== undefined)
    return ahead({ date, time, granularity: clock.granularity }, moment, reference, from);
  if (moment.part !== undefined) return { date, part: moment.part.part, granularity: "part" };
  const until = moment.day?.until && resolveDay(moment.day.until, reference, date);
  const value: DateValue = { date, granularity: moment.day?.granularity ?? "day" };
  return until === undefined ? value : { ...value, end: { date: until } };
}

/** If only the future counts, a time that has passed moves to the next possible day. */
function ahead(value: DateValue, { day, part }: Moment, reference: Reference, from?: string): DateValue {
  const hasPassed = value.date === reference.date && (value.time ?? "") < reference.time;
  if (!reference.future || !hasPassed || from !== undefined || part?.today === true) return value;
  const days = day === undefined ? 1 : day.day.type === "weekday" ? 7 : 0;
  return { ...value, date: addDays(value.date, days) ?? value.date };
}

/** "ce soir à 8h" is 20:00, and "cette nuit à 2h" the day after. */
function withPart(clock: Clock, part: Part | undefined): Clock {
  if (part === undefined || clock.hour > 12) return clock;
  const isLate = part.part === "afternoon" || part.part === "evening" || (part.part === "night" && clock.hour > 8);
  if (isLate && clock.hour < 12 && !clock.nextDay) return { ...clock, hour: clock.hour + 12 };
  return part.part === "night" && clock.hour < 6 ? { ...clock, nextDay: true } : clock;
}

function periodFrom(
  text: string,
  moment: Moment,
  start: DateValue,
  grammar: DateGrammar,
  reference: Reference,
): { value: DateValue; end: number } | undefined {
  const isBetween = grammar.between.test(text.slice(Math.max(0, moment.last - 20), moment.last));
  const join = isBetween ? grammar.and : grammar.to;
  join.lastIndex = moment.end;
  const joined = join.exec(text);
  const last = joined && momentAt(text, moment.end + joined[0].length, grammar, reference);
  if (!last || start.end !== undefined || (last.clock === undefined) !== (moment.clock === undefined)) return undefined;
  const isFixed = last.day?.day.type === "fixed";
  const isShared = moment.day === undefined && last.day !== undefined;
  const end = toValue(last, reference, isFixed || isShared ? undefined : start.date);
  const begin = end && beginOf(moment, start, last, end, reference);
  if (end === undefined || begin === undefined || end.date < begin.date || end.granularity === "part") return undefined;
  return { value: { ...begin, end: endOf(begin, end, last) }, end: last.end };
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
