import type { Reference } from "./date-value.ts";
import type { DateGrammar, Production, ProductionIndex } from "./date-grammar.ts";
import type { DateText } from "./date-text.ts";
import { durationsAt } from "./durations.ts";
import { type FieldOrder, numericClock, numericDay } from "./numeric.ts";
import { resolveDay } from "./open-day.ts";
import type { ClockPiece, HalfOfDay, PartPiece, Piece } from "./piece.ts";
import { type ClockTime, inHalf, readClock, toClock } from "./read-clocks.ts";
import { type DayCaptures, type Span, dayOfYear, monthOf, openWeekday, readDay } from "./read-days.ts";
import { type NamedValue, countsAt, daysAt, namesAt, yearsAt } from "./slots.ts";
import { type Captured, type Slot, type SlotReader, matchTemplate } from "./template.ts";
import { zoneAt } from "./zones.ts";

/** A piece, and the token behind it. */
export type Located<Kind extends Piece = Piece> = { piece: Kind; next: number };

type Matched = { production: Production; captured: Captured; next: number };

/** Reads the pieces of dates of one text. */
export type DateReader = {
  daysAt(at: number): readonly Located[];
  clocksAt(at: number): readonly Located<ClockPiece>[];
  partsOfTodayAt(at: number): readonly Located<PartPiece>[];
  partsAt(at: number): readonly Located<PartPiece>[];
};

export type DateReaderInput = {
  source: DateText;
  grammar: DateGrammar | undefined;
  order: FieldOrder;
  reference: Reference;
  /** Abbreviations do not count. */
  foreign: boolean;
  /** The typed text at a token: time zones count in capitals only. */
  original: (token: number) => string;
};

export function createDateReader(input: DateReaderInput): DateReader {
  const { source, grammar, order, reference } = input;
  const { tokens } = source;
  const counts = ({ value }: Slot): boolean => !input.foreign || !(value as NamedValue).doubtful;
  const slots: SlotReader = remembered((name, at) => (grammar === undefined ? [] : readSlot(name, at, grammar)));

  const readSlot = (name: string, at: number, known: DateGrammar): readonly Slot[] => {
    switch (name) {
      case "weekday":
        return namesAt(known.weekdays, source, at, known.doubtful).filter(({ value }) => !(value as NamedValue).short);
      case "wd":
        return namesAt(known.weekdays, source, at, known.doubtful).filter(counts);
      case "month":
        return namesAt(known.months, source, at, known.doubtful).filter(({ value }) => !(value as NamedValue).short);
      case "mon":
        return namesAt(known.months, source, at, known.doubtful).filter(counts);
      case "day":
        return daysAt(source, known, at, false);
      case "ordinal":
        return daysAt(source, known, at, true);
      case "year":
        return yearsAt(source, at);
      case "n":
        return countsAt(source, known, at, true);
      case "duration":
        return durationsAt(source, known, at, slots);
      case "date":
        return daysAtToken(at).flatMap(({ piece, next }) => {
          const date =
            piece.type === "day" && piece.until === undefined && piece.granularity === "day"
              ? resolveDay(piece.day, reference)
              : undefined;
          return date === undefined ? [] : [{ value: date, next }];
        });
      case "span":
        return daysAtToken(at).flatMap(({ piece, next }) => {
          if (piece.type !== "day" || !/^(?:week|month|year)$/.test(piece.granularity)) return [];
          const date = resolveDay(piece.day, reference);
          return date === undefined ? [] : [{ value: { date, granularity: piece.granularity }, next }];
        });
      case "h":
        return countsAt(source, known, at, true)
          .filter(({ value }) => Number.isInteger(value) && value >= 0 && value <= 24)
          .map(({ value, next }) => ({ value: { hour: value, minute: 0, exact: false }, next }));
      case "m":
        return countsAt(source, known, at, true).filter(
          ({ value }) => Number.isInteger(value) && value >= 0 && value <= 59,
        );
      case "mm":
        return slots("m", at).filter(({ value }) => Number(value) > 9 || tokens[at]?.text.length === 2);
      case "time":
        return [...timesInDigits(at), ...slots("h", at)];
      case "noon":
        return (known.clocks.byWord.get(tokens[at]?.text ?? "") ?? [])
          .filter(({ field }) => field === "noon" || field === "midnight")
          .flatMap(({ field, template }) =>
            matchTemplate(template, tokens, at, () => []).map(({ next }) => ({
              value: { hour: field === "noon" ? 12 : 24, minute: 0, exact: false },
              next,
            })),
          );
      default:
        throw new TypeError(`a template has no slot {${name}}`);
    }
  };

  const timesInDigits = (at: number): Slot[] => {
    const found = numericClock(source.text, tokens[at]?.from ?? 0);
    const next = found && source.tokenAfter(found.to);
    if (found === undefined || next === undefined || found.sign === "h") return [];
    return [{ value: { hour: found.hour, minute: found.minute, exact: found.exact }, next }];
  };

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
    const piece: Piece = found.piece.type === "day" ? { ...found.piece, doubtful: !found.complete } : found.piece;
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
          piece: piece.type === "day" ? { ...piece, doubtful: false } : piece,
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
        return yearsBehind(next, known).flatMap(({ year, end }) => {
          const piece = month && dayOfYear(days[0] ?? 0, month.value, year);
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
      .filter(({ production }) => production.field !== "dayAndMonth")
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

  const clocksAt = rememberedPieces((at: number): readonly Located<ClockPiece>[] => {
    if (tokens[at] === undefined) return [];
    const spoken = grammar === undefined ? [] : [...producedClocks(at, grammar), ...ranged(at, grammar)];
    return longestFirst([...markedInDigits(at), ...spoken].flatMap(withZone));
  });

  const producedClocks = (at: number, known: DateGrammar): Located<ClockPiece>[] => {
    const own = matchesAt(known.clocks, at).flatMap(({ production, captured, next }): Located<ClockPiece>[] => {
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

function located(piece: ClockPiece | undefined, next: number): Located<ClockPiece>[] {
  return piece === undefined ? [] : [{ piece, next }];
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

function toClockCaptures(captured: Captured): { time: ClockTime | undefined; minutes: number | undefined } {
  const find = (...names: string[]): unknown => captured.find(({ name }) => names.includes(name))?.value;
  return { time: find("time", "h", "noon") as ClockTime | undefined, minutes: find("m", "mm") as number | undefined };
}

/** Of the pieces that end at the same token, the first one stays. */
function longestFirst<Kind extends Piece>(pieces: readonly Located<Kind>[]): Located<Kind>[] {
  return pieces
    .filter(({ next }, index) => pieces.findIndex((each) => each.next === next) === index)
    .sort((a, b) => b.next - a.next);
}

function remembered(read: SlotReader): SlotReader {
  const known = new Map<string, readonly Slot[]>();
  return (name, at) => {
    const key = `${name} ${at}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    // A template that begins with its own slot ends here.
    known.set(key, []);
    const found = read(name, at);
    known.set(key, found);
    return found;
  };
}

function rememberedPieces<Kind extends Piece>(
  read: (at: number) => readonly Located<Kind>[],
): (at: number) => readonly Located<Kind>[] {
  const known = new Map<number, readonly Located<Kind>[]>();
  return (at) => {
    const before = known.get(at);
    if (before !== undefined) return before;
    known.set(at, []);
    const found = read(at);
    known.set(at, found);
    return found;
  };
}
