import type { DateGrammar } from "./grammar/date-grammar.ts";
import type { DateText } from "./reading/date-text.ts";
import type { DateValue, HalfOfDay, Reference } from "./value/date-value.ts";
import { type Moment, clockOf, isImpossible, toValue } from "./moment.ts";
import type { MomentReader } from "./moments.ts";
import { toPeriod } from "./period.ts";

/** A date between two tokens. */
export type Candidate = {
  value: DateValue;
  from: number;
  next: number;
  /** A day was named, or a time. With both, a number beside them is none of theirs. */
  hasDay: boolean;
  hasClock: boolean;
  /** The day was written in full, with its year. */
  hasYear: boolean;
  /** The half of the day, or the part of it, that was said. */
  half?: HalfOfDay;
  /** Its time is after midnight: "Friday night at 2" is a Saturday. */
  isNextDay: boolean;
};

/** One moment, or the two ends of a period. Its value is calculated only if nothing longer has one. */
type Plan = { moments: readonly [Moment] | readonly [Moment, Moment]; next: number };

export type Candidates = {
  /**
   * The date that covers most of the tokens from an index on. `impossible`: they name a day that does not exist, so that a
   * shorter date in them is not what was meant.
   */
  longestAt(at: number): Candidate | "impossible" | undefined;
};

export function createCandidates(
  source: DateText,
  grammar: DateGrammar | undefined,
  moments: MomentReader,
  reference: Reference,
  whole: boolean,
): Candidates {
  const { tokens } = source;

  const plansAt = (at: number): Plan[] => {
    const single = moments.momentsAt(at, false).map((moment): Plan => ({ moments: [moment], next: moment.next }));
    return [...single, ...periodsAt(at)].sort((a, b) => b.next - a.next);
  };

  /** "From" and "between" belong to the period. */
  const periodsAt = (at: number): Plan[] => {
    if (grammar === undefined) return periodsFrom(at);
    const { from, between } = grammar.phrases;
    const begin = at + Math.max(source.lengthAt(from, at), source.lengthAt(between, at));
    return begin === at ? periodsFrom(at) : [...periodsFrom(at), ...periodsFrom(begin)];
  };

  const periodsFrom = (at: number): Plan[] =>
    moments.momentsAt(at, true).flatMap((first) => {
      const isBetween = grammar !== undefined && source.lengthBefore(grammar.phrases.between, first.last) > 0;
      const isFrom = isBetween || (grammar !== undefined && source.lengthBefore(grammar.phrases.from, first.last) > 0);
      return untilAt(first.next, isBetween).flatMap((from) =>
        moments
          .momentsAt(from, true)
          .filter((last) => isPeriod(first, last, isFrom))
          .map((last): Plan => ({ moments: [first, last], next: last.next })),
      );
    });

  /** "From 2 to 4" is a period only at the end of a phrase: "from 2 to 4 tickets". */
  const isPeriod = (first: Moment, last: Moment, isFrom: boolean): boolean => {
    if (last.clock?.bare !== undefined && !moments.isClosed(last.next)) return false;
    const isMarked = ({ clock, day }: Moment): boolean =>
      day !== undefined || (clock !== undefined && clock.bare === undefined);
    return isMarked(first) || isMarked(last) || isFrom || whole;
  };

  /** "Tomorrow, Friday or Saturday" is a list, and no Friday that is not tomorrow. */
  const isList = (at: number): boolean => {
    if (grammar === undefined) return false;
    const next = at + (tokens[at]?.text === "," ? 1 : source.lengthAt(grammar.phrases.separate, at));
    return next > at && moments.momentsAt(next, false).length > 0;
  };

  /** The tokens at which the end of a period may begin. */
  const untilAt = (at: number, isBetween: boolean): number[] => {
    if (tokens[at]?.text === "-") return [at + 1];
    if (tokens[at]?.hyphenated === true) return [at];
    if (grammar === undefined) return [];
    return source.lengthsAt(isBetween ? grammar.phrases.and : grammar.phrases.until, at).map((length) => at + length);
  };

  return {
    longestAt(at) {
      for (const { moments: parts, next } of plansAt(at)) {
        const [first, last] = parts;
        const value = last === undefined ? toValue(first, reference) : toPeriod(first, last, reference);
        if (value !== undefined) return { value, from: at, next, ...namedIn(parts, reference) };
        if (parts.some((moment) => isImpossible(moment, reference)) && !isList(next)) return "impossible";
      }
      return undefined;
    },
  };
}

function namedIn(
  moments: readonly [Moment, ...Moment[]],
  reference: Reference,
): Omit<Candidate, "value" | "from" | "next"> {
  const [{ clock, part }] = moments;
  const half = clock?.half ?? part?.part;
  return {
    hasDay: moments.some(
      ({ day, instant, part: named }) => day !== undefined || instant !== undefined || named?.distance !== undefined,
    ),
    hasClock: moments.some(({ clock: time, instant }) => time !== undefined || instant !== undefined),
    hasYear: moments.every(({ day, instant }) => day?.day.type === "fixed" || instant !== undefined),
    ...(half === undefined ? {} : { half }),
    isNextDay: clockOf(moments[0], reference)?.nextDay === true,
  };
}
