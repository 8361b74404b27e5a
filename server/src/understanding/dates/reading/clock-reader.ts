import type { DateGrammar, ProductionIndex } from "#understanding/dates/grammar/date-grammar.ts";
import type { DateReaderInput, Matched } from "./reader-input.ts";
import { type Located, longestFirst, rememberedPieces } from "./located.ts";
import { numericClock } from "./numeric.ts";
import type { HalfOfDay } from "#understanding/dates/value/date-value.ts";
import type { ClockPiece } from "./piece.ts";
import { type ClockTime, inHalf, readClock, toClock } from "./read-clocks.ts";
import type { Captured, SlotReader } from "#understanding/dates/grammar/template.ts";
import { zoneAt } from "./zones.ts";

/** The times of day that begin at a token: by templates, in digits, and the 8 in "8-10 pm". */
export function createClockReader(
  input: DateReaderInput,
  slots: SlotReader,
  matchesAt: (index: ProductionIndex, at: number) => Matched[],
): (at: number) => readonly Located<ClockPiece>[] {
  const { source, grammar } = input;
  const { tokens } = source;

  const clocksAt = rememberedPieces((at: number): readonly Located<ClockPiece>[] => {
    if (tokens[at] === undefined) return [];
    const spoken = grammar === undefined ? [] : [...producedClocks(at, grammar), ...ranged(at, grammar)];
    return longestFirst([...markedInDigits(at), ...spoken].flatMap(withZone));
  });

  const producedClocks = (at: number, known: DateGrammar): Located<ClockPiece>[] => {
    const own = matchesAt(known.clocks, at).flatMap(({ production, captured, next }): Located<ClockPiece>[] => {
      if (production.field === "minutesTo" && isPeriod(at, captured, known)) return [];
      const piece = readClock(production, toClockCaptures(captured));
      return piece === undefined ? [] : [{ piece, next }];
    });
    // "8 in the evening" needs no other mark.
    const withMinutes = slots("h", at).flatMap(({ value, next }) =>
      slots("mm", next).map((minutes) => ({
        value: { ...(value as ClockTime), minute: Number(minutes.value), exact: true },
        next: minutes.next,
      })),
    );
    const bare = [...slots("time", at), ...withMinutes].flatMap(({ value, next }) => {
      const piece = toClock(value as ClockTime);
      return piece === undefined
        ? []
        : halvesAt(next, known).flatMap(({ half, end }) => located(inHalf(piece, half), end));
    });
    return [...bare, ...own.flatMap((each) => [...halvesOf(each, known), each])];
  };

  /** "From 10 to 4" and "2 to 4" are periods, "10 to 4" and "2 minutes to 4" are times. */
  const isPeriod = (at: number, captured: Captured, { phrases }: DateGrammar): boolean =>
    source.lengthBefore(phrases.from, at) > 0 ||
    ((toClockCaptures(captured).minutes ?? 0) % 5 !== 0 && source.lengthAt(phrases.until, at + 1) > 0);

  const markedInDigits = (at: number): Located<ClockPiece>[] => {
    const found = tokens[at]?.type === "digits" ? numericClock(source.text, tokens[at]?.from ?? 0) : undefined;
    const next = found && source.tokenAfter(found.to);
    if (found === undefined || next === undefined || found.sign === ".") return [];
    if (found.sign === "h" && (grammar === undefined || isLength(at, next, grammar))) return [];
    const clock = { piece: toClock(found), next };
    if (clock.piece === undefined) return [];
    const marked = { piece: clock.piece, next };
    const halves = grammar === undefined ? [] : halvesOf(marked, grammar);
    const after = tokens[next];
    return after?.glued === true && after.type === "word" ? halves : [...halves, marked];
  };

  /** "pendant 2h", "2h de route". */
  const isLength = (at: number, next: number, known: DateGrammar): boolean =>
    source.lengthBefore(known.phrases.lasting, at) > 0 ||
    (/^(?:de|d'|of|di|van)$/.test(tokens[next]?.text ?? "") && halvesAt(next, known).length === 0);

  /** "8" in "8-10 pm". */
  const ranged = (at: number, known: DateGrammar): Located<ClockPiece>[] =>
    slots("time", at).flatMap(({ value, next }) => {
      const piece = toClock(value as ClockTime);
      const { until, and } = known.phrases;
      const isBegin = tokens[next]?.text === "-" || source.lengthAt(until, next) > 0 || source.lengthAt(and, next) > 0;
      const isEnd =
        tokens[at - 1]?.text === "-" || source.lengthBefore(until, at) > 0 || source.lengthBefore(and, at) > 0;
      return piece === undefined || !(isBegin || isEnd) ? [] : [{ piece: { ...piece, bare: "range" as const }, next }];
    });

  const halvesAt = (at: number, known: DateGrammar): { half: HalfOfDay; end: number }[] => {
    const am = source.lengthAt(known.phrases.am, at);
    const pm = source.lengthAt(known.phrases.pm, at);
    const parts = matchesAt(known.partsOfClock, at).map(({ production, next }) => ({
      half: production.key as HalfOfDay,
      end: next,
    }));
    return [
      ...(am > 0 ? [{ half: "am" as const, end: at + am }] : []),
      ...(pm > 0 ? [{ half: "pm" as const, end: at + pm }] : []),
      ...parts,
    ];
  };

  const halvesOf = ({ piece, next }: Located<ClockPiece>, known: DateGrammar): Located<ClockPiece>[] =>
    halvesAt(next, known).flatMap(({ half, end }) => located(inHalf(piece, half), end));

  const withZone = (clock: Located<ClockPiece>): Located<ClockPiece>[] => {
    const zone = clock.piece.bare === undefined ? zoneAt(source, clock.next, input.original) : undefined;
    return zone === undefined ? [clock] : [{ piece: { ...clock.piece, offset: zone.offset }, next: zone.next }, clock];
  };

  return clocksAt;
}

function located(piece: ClockPiece | undefined, next: number): Located<ClockPiece>[] {
  return piece === undefined ? [] : [{ piece, next }];
}

function toClockCaptures(captured: Captured): { time: ClockTime | undefined; minutes: number | undefined } {
  const find = (...names: string[]): unknown => captured.find(({ name }) => names.includes(name))?.value;
  return { time: find("time", "h", "noon") as ClockTime | undefined, minutes: find("m", "mm") as number | undefined };
}
