import type { Found } from "#understanding/entities/entity.ts";
import { type MappedText, originalRange } from "#understanding/text/mapped-text.ts";
import type { Candidate } from "./candidate.ts";
import type { DateGrammar } from "./date-grammar.ts";
import { createDateReader } from "./date-reader.ts";
import { createDateText } from "./date-text.ts";
import type { DateValue, Reference } from "./date-value.ts";
import { createLeftovers, createUnknownLeftovers } from "./leftovers.ts";
import { type Moment, toValue } from "./moment.ts";
import { createMomentReader } from "./moments.ts";
import type { FieldOrder } from "./numeric.ts";
import { toPeriod } from "./period.ts";

export type DateSearch = {
  grammar: DateGrammar | undefined;
  order: FieldOrder;
  reference: Reference;
  /** The whole text is a date: "may" is a month. */
  whole: boolean;
  /** The typed text. */
  original: string;
};

/**
 * The dates of a text. A part of an expression is never taken for the whole: where a number, a unit or another word of dates
 * stands beside a date and is not understood with it, nothing is found.
 */
export function findDates(normalized: MappedText, search: DateSearch): Found<DateValue>[] {
  const { grammar, order, reference, whole, original } = search;
  const source = createDateText(normalized.text, grammar);
  const { tokens } = source;
  const written = (token: number): string => {
    const { from = 0, to = 0 } = tokens[token] ?? {};
    const { start, end } = originalRange(normalized, from, to);
    return original.slice(start, end);
  };
  const reader = createDateReader({ source, grammar, order, reference, original: written });
  const moments = createMomentReader(source, grammar, reader, whole);
  const leftovers = grammar === undefined ? createUnknownLeftovers(source) : createLeftovers(source, grammar, moments);

  const candidatesAt = (at: number): Candidate[] => {
    const single = moments.momentsAt(at, false).flatMap((moment): Candidate[] => {
      const value = toValue(moment, reference);
      return value === undefined ? [] : [{ value, from: at, next: moment.next, ...namedIn(moment) }];
    });
    return [...single, ...periodsAt(at)].sort((a, b) => b.next - a.next);
  };

  const periodsAt = (at: number): Candidate[] => {
    if (grammar === undefined) return periodsFrom(at);
    const { from, between } = grammar.phrases;
    const introduced = at + Math.max(source.lengthAt(from, at), source.lengthAt(between, at));
    return [...new Set([at, introduced])].flatMap((begin) => periodsFrom(begin).map((each) => ({ ...each, from: at })));
  };

  const periodsFrom = (at: number): Candidate[] =>
    moments.momentsAt(at, true).flatMap((first) => {
      const isBetween = grammar !== undefined && source.lengthBefore(grammar.phrases.between, first.last) > 0;
      const isFrom = isBetween || (grammar !== undefined && source.lengthBefore(grammar.phrases.from, first.last) > 0);
      return untilAt(first.next, isBetween).flatMap((from) =>
        moments.momentsAt(from, true).flatMap((last): Candidate[] => {
          const isMarked = [first, last].some(
            ({ clock, day }) => day !== undefined || (clock !== undefined && clock.bare === undefined),
          );
          if (last.clock?.bare !== undefined && !moments.isClosed(last.next)) return [];
          if (!isMarked && !isFrom && !whole) return [];
          const value = toPeriod(first, last, reference);
          return value === undefined ? [] : [{ value, from: at, next: last.next, ...namedIn(first, last) }];
        }),
      );
    });

  /** The tokens at which the end of a period may begin. */
  const untilAt = (at: number, isBetween: boolean): number[] => {
    if (tokens[at]?.text === "-") return [at + 1];
    if (tokens[at]?.hyphenated === true) return [at];
    if (grammar === undefined) return [];
    return source.lengthsAt(isBetween ? grammar.phrases.and : grammar.phrases.until, at).map((length) => at + length);
  };

  const found: Found<DateValue>[] = [];
  for (let at = 0; at < tokens.length;) {
    const candidate = candidatesAt(at)[0];
    if (candidate === undefined || tokens[at]?.type === "sign") {
      at += 1;
      continue;
    }
    const [first, last] = [tokens[candidate.from], tokens[candidate.next - 1]];
    if (first === undefined || last === undefined || leftovers.are(candidate)) {
      at += 1;
      continue;
    }
    at = candidate.next;
    found.push({ ...originalRange(normalized, first.from, last.to), value: candidate.value });
  }
  return found;
}

function namedIn(...moments: readonly Moment[]): Pick<Candidate, "hasDay" | "hasClock" | "hasYear"> {
  return {
    hasDay: moments.some(({ day, instant }) => day !== undefined || instant !== undefined),
    hasClock: moments.some(({ clock, instant }) => clock !== undefined || instant !== undefined),
    hasYear: moments.every(({ day, instant }) => day?.day.type === "fixed" || instant !== undefined),
  };
}
