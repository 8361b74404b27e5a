import { createClockReader } from "./clock-reader.ts";
import type { DateGrammar, Production, ProductionIndex } from "#understanding/dates/grammar/date-grammar.ts";
import { type Located, longestFirst, rememberedPieces } from "./located.ts";
import type { DateReaderInput, Matched } from "./reader-input.ts";
import { numericDay } from "./numeric.ts";
import type { ClockPiece, DayPiece, PartPiece, Piece } from "./piece.ts";
import { type DayCaptures, type Span, dayOfYear, monthOf, onWeekday, openWeekday, readDay } from "./read-days.ts";
import { createSlotReader } from "./slot-reader.ts";
import { type NamedValue, shortYearsAt, yearsAt } from "./slots.ts";
import { type Captured, matchTemplate } from "#understanding/dates/grammar/template.ts";

/** Reads the pieces of dates of one text. */
export type DateReader = {
  daysAt(at: number): readonly Located[];
  clocksAt(at: number): readonly Located<ClockPiece>[];
  partsOfTodayAt(at: number): readonly Located<PartPiece>[];
  partsAt(at: number): readonly Located<PartPiece>[];
};

export function createDateReader(input: DateReaderInput): DateReader {
  const { source, grammar, order, reference } = input;
  const { tokens } = source;
  const slots = createSlotReader(input, (at) => daysAtToken(at));

  const matchesAt = (index: ProductionIndex, at: number): Matched[] => {
    const token = tokens[at];
    if (token === undefined) return [];
    const found: Matched[] = [];
    const match = (production: Production): void => {
      for (const each of matchTemplate(production.template, tokens, at, slots)) found.push({ production, ...each });
    };
    for (const production of index.byWord.get(token.text) ?? []) match(production);
    for (const [slot, productions] of index.bySlot) {
      if (slots(slot, at).length > 0) for (const production of productions) match(production);
    }
    return found;
  };

  const daysAtToken = rememberedPieces((at: number): readonly Located[] => {
    const token = tokens[at];
    if (token === undefined) return [];
    const numeric = token.type === "digits" ? numericDaysAt(at) : [];
    if (grammar === undefined) return numeric;
    return longestFirst([...numeric, ...weekdaysAt(at, grammar), ...monthsAt(at, grammar), ...produced(at, grammar)]);
  });

  const numericDaysAt = (at: number): Located[] => {
    const found = numericDay(source.text, tokens[at]?.from ?? 0, order, reference);
    const next = found && source.tokenAfter(found.to);
    if (found === undefined || next === undefined) return [];
    const piece: Piece =
      found.piece.type === "day" ? { ...found.piece, doubtful: !found.complete, naming: "date" } : found.piece;
    return [{ piece, next }];
  };

  const weekdaysAt = (at: number, known: DateGrammar): Located[] =>
    slots("wd", at).flatMap(({ value, next }) => {
      const weekday = value as NamedValue;
      const behind = [tokens[next]?.text === "," ? next + 1 : next].flatMap((from) => [
        from,
        from + source.lengthAt(known.phrases.beforeDay, from),
      ]);
      const dated = [...new Set(behind)].flatMap((from) => [...numericDaysAt(from), ...datedAt(from, known)]);
      return [
        ...dated.map(({ piece, next: end }) => ({
          piece: piece.type === "day" ? { ...onWeekday(piece, weekday.value), doubtful: false } : piece,
          next: end,
        })),
        { piece: openWeekday(weekday), next },
      ];
    });

  /** A day and its month, with or without the year. */
  const datedAt = (at: number, known: DateGrammar): Located[] =>
    matchesAt(known.days, at)
      .filter(({ production }) => production.field === "dayAndMonth")
      .flatMap(({ captured, next }) => {
        const { month, days } = toDayCaptures(captured);
        const years = [
          ...yearsBehind(next, known),
          ...shortYearsAt(source, tokens[next]?.text === "," ? next + 1 : next, reference, input.whole).map(
            ({ value, next: end }) => ({ year: Number(value), end }),
          ),
        ];
        return years.flatMap(({ year, end }) => {
          const day = month && dayOfYear(days[0] ?? 0, month.value, year);
          const piece: DayPiece | undefined = day && { ...day, naming: "date" };
          // "May 2 people come?"
          const bare = month?.doubtful === true && year === undefined;
          return piece === undefined ? [] : [{ piece: bare ? { ...piece, bare } : piece, next: end }];
        });
      });

  const monthsAt = (at: number, known: DateGrammar): Located[] =>
    slots("mon", at).flatMap(({ value, next }) => {
      const { value: month, doubtful } = value as NamedValue;
      return yearsBehind(next, known).flatMap(({ year, end }) => {
        const piece = monthOf(month, year);
        return piece === undefined ? [] : [{ piece: year === undefined ? { ...piece, doubtful } : piece, next: end }];
      });
    });

  const yearsBehind = (at: number, known: DateGrammar): { year: number | undefined; end: number }[] => {
    const from = tokens[at]?.text === "," ? at + 1 : at;
    const starts = new Set([from, from + source.lengthAt(known.phrases.beforeYear, from)]);
    const years = [...starts].flatMap((each) => yearsAt(source, each));
    return [...years.map(({ value, next }) => ({ year: Number(value), end: next })), { year: undefined, end: at }];
  };

  const produced = (at: number, known: DateGrammar): Located[] => [
    ...datedAt(at, known),
    ...matchesAt(known.days, at)
      .filter(({ production, next }) => production.field !== "dayAndMonth" && !isPart(production, at, next, known))
      .flatMap(({ production, captured, next }) => {
        const captures = toDayCaptures(captured);
        const withYear =
          production.field === "holidays" || production.field === "daysOfMonth" || production.field === "inMonth";
        return (withYear ? yearsBehind(next, known) : [{ year: captures.year, end: next }]).flatMap(({ year, end }) => {
          const piece = readDay(production, { ...captures, year: captures.year ?? year }, reference);
          return piece === undefined ? [] : [{ piece, next: end }];
        });
      }),
  ];

  /** "La mañana" is no tomorrow. */
  const isPart = ({ field }: Production, at: number, next: number, known: DateGrammar): boolean =>
    field === "days" && next === at + 1 && source.lengthBefore(known.phrases.partBefore, at) > 0;

  const clocksAt = createClockReader(input, slots, matchesAt);

  return {
    daysAt: daysAtToken,
    clocksAt,
    partsOfTodayAt: (at) =>
      grammar === undefined
        ? []
        : matchesAt(grammar.partsOfToday, at).map(({ production, next }) => ({
            piece: { type: "part", part: production.key as PartPiece["part"], distance: Number(production.field) },
            next,
          })),
    partsAt: (at) =>
      grammar === undefined
        ? []
        : matchesAt(grammar.parts, at).map(({ production, next }) => ({
            piece: { type: "part", part: production.key as PartPiece["part"], distance: undefined },
            next,
          })),
  };
}

function toDayCaptures(captured: Captured): DayCaptures {
  const find = (...names: string[]): unknown => captured.find(({ name }) => names.includes(name))?.value;
  return {
    weekday: find("weekday", "wd") as NamedValue | undefined,
    month: find("month", "mon") as NamedValue | undefined,
    days: captured.filter(({ name }) => name === "day" || name === "ordinal").map(({ value }) => value as number),
    year: find("year") as number | undefined,
    duration: find("duration") as DayCaptures["duration"],
    date: find("date") as string | undefined,
    span: find("span") as Span | undefined,
  };
}
