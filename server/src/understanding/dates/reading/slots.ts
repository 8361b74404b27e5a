import type { DateGrammar } from "#understanding/dates/grammar/date-grammar.ts";
import type { DateText } from "./date-text.ts";
import type { Names } from "#understanding/dates/grammar/names.ts";
import type { Reference } from "#understanding/dates/value/date-value.ts";
import { yearOf } from "./numeric.ts";
import type { Slot } from "#understanding/dates/grammar/template.ts";

/** A name that was found, and whether it is an abbreviation or a word with other meanings. */
export type NamedValue = { value: number; short: boolean; doubtful: boolean };

/** The names at a token, full ones first. An abbreviation may have a point, if something follows it. */
export function namesAt(
  names: Names,
  { text, tokens, isAt }: DateText,
  at: number,
  doubtful: ReadonlySet<string>,
): Slot[] {
  const first = tokens[at];
  if (first === undefined) return [];
  return (names.get(first.text) ?? [])
    .filter((name) => isAt(name.tokens, at))
    .toSorted((a, b) => b.tokens.length - a.tokens.length || Number(a.short) - Number(b.short))
    .map(({ tokens: words, value, short }) => {
      const next = at + words.length;
      const point = tokens[next];
      const hasPoint =
        short &&
        point?.text === "." &&
        point.glued &&
        tokens[next + 1] !== undefined &&
        !/\n/.test(text.slice(point.to, tokens[next + 1]?.from));
      const named: NamedValue = { value, short, doubtful: short || doubtful.has(words.join(" ")) };
      return { value: named, next: hasPoint ? next + 1 : next };
    });
}

/** Whole numbers in digits or words. `glued`: letters may follow at once, as in "8pm". */
export function countsAt(
  source: DateText,
  grammar: DateGrammar | undefined,
  at: number,
  glued: boolean,
): { value: number; next: number }[] {
  const { tokens, pieces } = source;
  const token = tokens[at];
  if (token === undefined || token.type === "sign") return [];
  if (token.type === "digits") {
    if (!isAlone(source, at, glued)) return [];
    const digits = { value: Number(token.text), next: at + 1 };
    const longer = grammar?.numbers?.at(pieces, at).filter(({ next }) => next > at + 1) ?? [];
    return [...longer, digits];
  }
  if (grammar?.numbers === undefined) return [];
  return grammar.numbers.at(pieces, at);
}

/** Whether digits are not a part of something longer: "20" in "20:30" and "3.5". */
export function isAlone({ tokens }: DateText, at: number, glued: boolean): boolean {
  const [before, beforeThat, after, afterThat] = [tokens[at - 1], tokens[at - 2], tokens[at + 1], tokens[at + 2]];
  const isSign = (sign: string | undefined): boolean => /^[.,:/'⁄٫٬]$/.test(sign ?? "");
  if (tokens[at]?.glued === true && before !== undefined) {
    const isMinutes = before.glued && beforeThat?.type === "digits" && before.text.length === 1;
    if ((before.type === "word" && !isMinutes) || /^[#@_+]$/.test(before.text)) return false;
    if (isSign(before.text) && before.glued && beforeThat?.type === "digits") return false;
  }
  if (after?.glued !== true) return true;
  if (after.type === "word") return glued;
  return (
    !(isSign(after.text) && afterThat?.glued === true && afterThat.type === "digits") && !/^[%€$£@_°]$/.test(after.text)
  );
}

/** Days of a month, 1 to 31. `ordinal`: it must have an ending or be an ordinal word. */
export function daysAt(source: DateText, grammar: DateGrammar, at: number, ordinal: boolean): Slot[] {
  const { tokens, pieces } = source;
  const token = tokens[at];
  const isDay = ({ value }: { value: number }): boolean => Number.isInteger(value) && value >= 1 && value <= 31;
  if (token?.type === "digits" && isAlone(source, at, true) && token.text.length <= 2) {
    const after = tokens[at + 1];
    const value = Number(token.text);
    const isEnding = after?.glued === true && after.type === "word" && grammar.ordinalEndings.has(after.text);
    const isPoint = grammar.words.ordinalPoint === true && after?.glued === true && after.text === ".";
    if (isEnding || isPoint) return isDay({ value }) ? [{ value, next: at + 2 }] : [];
    return ordinal || (after?.glued === true && after.type === "word") || !isDay({ value })
      ? []
      : [{ value, next: at + 1 }];
  }
  const word = grammar.numbers?.ordinalAt(pieces, at);
  const ordinals = word !== undefined && isDay(word) ? [word] : [];
  const cardinals = ordinal ? [] : countsAt(source, grammar, at, false).filter(isDay);
  return [...ordinals, ...cardinals];
}

export function yearsAt(source: DateText, at: number): Slot[] {
  const token = source.tokens[at];
  const isYear = token?.type === "digits" && /^(?:19|20|21)\d\d$/.test(token.text) && isAlone(source, at, false);
  return isYear ? [{ value: Number(token.text), next: at + 1 }] : [];
}

/** The last hour of a day. A greater number behind a month is a year. */
const lastHour = 24;

/** "20 Nov '26", and "20 Nov 26" as an answer. Without the sign, "18" might be a time of day. */
export function shortYearsAt(source: DateText, at: number, { date }: Reference, whole: boolean): Slot[] {
  const { tokens } = source;
  const isMarked = /^['’]$/.test(tokens[at]?.text ?? "") && tokens[at + 1]?.glued === true;
  const digits = tokens[isMarked ? at + 1 : at];
  const next = at + (isMarked ? 2 : 1);
  if (digits?.type !== "digits" || digits.text.length !== 2) return [];
  if (isMarked ? tokens[next]?.glued === true : !whole || tokens[next] !== undefined || Number(digits.text) <= lastHour)
    return [];
  return [{ value: yearOf(digits.text, date), next }];
}
