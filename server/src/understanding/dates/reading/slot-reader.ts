import type { DateGrammar } from "#understanding/dates/grammar/date-grammar.ts";
import type { DateReaderInput } from "./reader-input.ts";
import { durationsAt } from "./durations.ts";
import type { Located } from "./located.ts";
import { numericClock } from "./numeric.ts";
import { resolveDay } from "#understanding/dates/value/open-day.ts";
import { type NamedValue, countsAt, daysAt, namesAt, yearsAt } from "./slots.ts";
import { type Slot, type SlotReader, matchTemplate } from "#understanding/dates/grammar/template.ts";

/** Nobody says "the day after the day after the day after tomorrow", and each of them needs the one behind it. */
const deepest = 3;

/** What fills the slots of templates. `daysAtToken` reads the other day in "two weeks before {date}". */
export function createSlotReader(
  { source, grammar, reference, foreign }: DateReaderInput,
  daysAtToken: (at: number) => readonly Located[],
): SlotReader {
  const { tokens } = source;
  const counts = ({ value }: Slot): boolean => !foreign || !(value as NamedValue).doubtful;
  const slots: SlotReader = remembered((name, at) => (grammar === undefined ? [] : readSlot(name, at, grammar)));

  let depth = 0;
  const nested = (at: number): readonly Located[] => {
    if (depth === deepest) return [];
    depth += 1;
    try {
      return daysAtToken(at);
    } finally {
      depth -= 1;
    }
  };

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
        return nested(at).flatMap(({ piece, next }) => {
          const date =
            piece.type === "day" && piece.until === undefined && piece.granularity === "day"
              ? resolveDay(piece.day, reference)
              : undefined;
          return date === undefined ? [] : [{ value: date, next }];
        });
      case "span":
        return nested(at).flatMap(({ piece, next }) => {
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

  return slots;
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
