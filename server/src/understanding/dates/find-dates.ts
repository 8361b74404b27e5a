import type { Found } from "#understanding/entities/entity.ts";
import { type MappedText, originalRange } from "#understanding/text/mapped-text.ts";
import type { Range } from "#understanding/text/range.ts";
import { type Candidate, createCandidates } from "./candidate.ts";
import type { DateGrammar } from "./grammar/date-grammar.ts";
import { createDateReader } from "./reading/date-reader.ts";
import { type DateText, createDateText } from "./reading/date-text.ts";
import type { DateValue, Reference } from "./value/date-value.ts";
import { createLeftovers, createUnknownLeftovers } from "./leftovers.ts";
import { createMomentReader } from "./moments.ts";
import type { FieldOrder } from "./reading/numeric.ts";

export type DateSearch = {
  grammar: DateGrammar | undefined;
  order: FieldOrder;
  reference: Reference;
  /** The whole text is a date: "may" is a month. */
  whole: boolean;
  /** The text is of a bot in another language: abbreviations, which may be words of that one, do not count. */
  foreign: boolean;
  /** The typed text. */
  original: string;
};

/** What was said of a date besides its value. */
export type FoundDate = Found<DateValue> & Pick<Candidate, "hasDay" | "hasClock" | "half" | "isNextDay">;

/**
 * The dates of a text. A part of an expression is never taken for the whole: where a number, a unit or another word of dates
 * stands beside a date and is not understood with it, nothing is found. A day that does not exist leaves no date in its text.
 */
export function findDates(normalized: MappedText, search: DateSearch): FoundDate[] {
  const { source, candidates, leftovers } = prepare(normalized, search);
  const { tokens } = source;
  const found: FoundDate[] = [];
  for (let at = 0; at < tokens.length;) {
    const isStart = search.grammar === undefined || mayBegin(source, search.grammar, at);
    const candidate = isStart ? candidates.longestAt(at) : undefined;
    if (candidate === "impossible") return [];
    if (candidate === undefined || tokens[at]?.type === "sign" || leftovers.are(candidate)) {
      at += 1;
      continue;
    }
    at = candidate.next;
    const { from, next, hasYear: _, ...said } = candidate;
    found.push({ ...said, ...rangeOf(normalized, source, from, next) });
  }
  return found;
}

/**
 * Parts of a day that stand beside no day: "in the evening". They have the present day, which was not said.
 * @param beside they may stand beside a time.
 */
export function findParts(normalized: MappedText, search: DateSearch, beside = false): Found<DateValue>[] {
  const { source, reader, leftovers } = prepare(normalized, search);
  const { date } = search.reference;
  const found: Found<DateValue>[] = [];
  for (let at = 0; at < source.tokens.length;) {
    const [longest] = reader.partsAt(at).toSorted((a, b) => b.next - a.next);
    const value: DateValue | undefined = longest && { date, part: longest.piece.part, granularity: "part" };
    const next = longest?.next ?? at + 1;
    if (value !== undefined && (beside || !leftovers.are({ value, from: at, next, ...nothingElse })))
      found.push({ value, ...rangeOf(normalized, source, at, next) });
    at = next;
  }
  return found;
}

const nothingElse = { hasDay: false, hasClock: false, hasYear: false, isNextDay: false };

function rangeOf(normalized: MappedText, { tokens }: DateText, first: number, next: number): Range {
  return originalRange(normalized, tokens[first]?.from ?? 0, tokens[next - 1]?.to ?? 0);
}

function prepare(normalized: MappedText, search: DateSearch) {
  const { grammar, order, reference, whole, foreign, original } = search;
  const source = createDateText(normalized.text, grammar);
  const written = (token: number): string => {
    const { from = 0, to = 0 } = source.tokens[token] ?? {};
    const { start, end } = originalRange(normalized, from, to);
    return original.slice(start, end);
  };
  const reader = createDateReader({ source, grammar, order, reference, foreign, whole, original: written });
  const moments = createMomentReader(source, grammar, reader, whole);
  const leftovers = grammar === undefined ? createUnknownLeftovers(source) : createLeftovers(source, grammar, moments);
  return { source, reader, leftovers, candidates: createCandidates(source, grammar, moments, reference, whole) };
}

/** Most words begin no date. This is asked of every word of every message, so it comes before all else. */
function mayBegin({ tokens, pieces, lengthAt }: DateText, grammar: DateGrammar, at: number): boolean {
  const { type = "sign", text = "", hyphenated = false } = tokens[at] ?? {};
  // "Midi" in "après-midi".
  if (hyphenated) return false;
  if (type !== "word") return type === "digits";
  const { days, clocks, partsOfToday, lengths, phrases, weekdays, months, numbers, one } = grammar;
  if (weekdays.has(text) || months.has(text) || one.has(text)) return true;
  if ([days, clocks, partsOfToday, lengths].some(({ byWord }) => byWord.has(text))) return true;
  if (lengthAt(phrases.from, at) > 0 || lengthAt(phrases.between, at) > 0) return true;
  return (
    numbers !== undefined &&
    (numbers.isNumeric(text) || numbers.isLink(text) || numbers.ordinalAt(pieces, at) !== undefined)
  );
}
