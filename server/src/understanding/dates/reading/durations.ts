import type { DateGrammar } from "#understanding/dates/grammar/date-grammar.ts";
import type { DateText } from "./date-text.ts";
import type { DurationUnit } from "#understanding/dates/grammar/date-words.ts";
import { type DurationValue, addDurations, toDuration } from "./duration-value.ts";
import { countsAt } from "./slots.ts";
import { type Slot, type SlotReader, matchTemplate } from "#understanding/dates/grammar/template.ts";

type Length = { value: DurationValue; next: number; unit: DurationUnit };

/** The lengths of time that begin at a token, the longest first: "an hour and a half", "2h30", "1 year and 2 months". */
export function durationsAt(source: DateText, grammar: DateGrammar, at: number, slots: SlotReader): Slot[] {
  const found: Slot[] = [];
  for (const first of lengthsAt(source, grammar, at, slots)) {
    found.push(...continued(source, grammar, first, slots), { value: first.value, next: first.next });
  }
  return found.sort((a, b) => b.next - a.next);
}

function continued(source: DateText, grammar: DateGrammar, first: Length, slots: SlotReader): Slot[] {
  const { tokens } = source;
  const found: Slot[] = [];
  for (const { tokens: phrase, share } of grammar.plus) {
    if (!source.isAt(phrase, first.next)) continue;
    const value = plus(first, share);
    if (value !== undefined) found.push({ value, next: first.next + phrase.length });
  }
  const starts = [first.next, first.next + source.lengthAt(grammar.phrases.and, first.next)];
  if (tokens[first.next]?.text === ",") starts.push(first.next + 1);
  for (const from of new Set(starts)) {
    for (const more of lengthsAt(source, grammar, from, slots)) {
      const value = addDurations(first.value, more.value);
      if (value !== undefined)
        found.push(...continued(source, grammar, { ...more, value }, slots), { value, next: more.next });
    }
    // "1h30", "une heure trente".
    if (first.unit === "hour" && first.value.minutes === undefined) {
      for (const { value: minutes, next } of countsAt(source, grammar, from, true)) {
        const isMinutes = Number.isInteger(minutes) && minutes < 60 && (minutes > 9 || tokens[from]?.text.length === 2);
        const unit = grammar.units.get(tokens[next]?.text ?? "");
        if (isMinutes && unit === undefined) found.push({ value: { ...first.value, minutes }, next });
      }
    }
  }
  return found;
}

function plus({ value, unit }: Length, share: number): DurationValue | undefined {
  const more = toDuration(share, unit);
  return more === undefined ? undefined : addDurations(value, more);
}

/** One number and its unit, or a length with a name of its own. */
function lengthsAt(source: DateText, grammar: DateGrammar, at: number, slots: SlotReader): Length[] {
  const { tokens } = source;
  const named = (grammar.lengths.byWord.get(tokens[at]?.text ?? "") ?? []).flatMap(({ key, template }) =>
    matchTemplate(template, tokens, at, slots).flatMap(({ next }): Length[] => {
      const [count = "", unit = "minute"] = key.split(" ");
      const value = toDuration(Number(count), unit as DurationUnit);
      return value === undefined ? [] : [{ value, next, unit: unit as DurationUnit }];
    }),
  );
  const ones = grammar.one.has(tokens[at]?.text ?? "") ? [{ value: 1, next: at + 1 }] : [];
  const counts = [...countsAt(source, grammar, at, true), ...ones, ...decimalsAt(source, at)];
  const counted = counts.flatMap(({ value: count, next }) => {
    const after = [next, next + (/^(?:of|de|d'|di|von)$/.test(tokens[next]?.text ?? "") ? 1 : 0)];
    return [...new Set(after)].flatMap((from): Length[] => {
      const unit = grammar.units.get(tokens[from]?.text ?? "");
      const value = unit === undefined ? undefined : toDuration(count, unit);
      return unit === undefined || value === undefined || isGluedOn(source, from)
        ? []
        : [{ value, next: from + 1, unit }];
    });
  });
  return [...named, ...counted];
}

/** "1.5 hours". */
function decimalsAt({ text, tokens, tokenAfter }: DateText, at: number): { value: number; next: number }[] {
  const match = /^(\d{1,3})[.,](\d{1,2})(?![\d.,])/.exec(
    text.slice(tokens[at]?.from ?? 0, (tokens[at]?.from ?? 0) + 8),
  );
  const next = match === null ? undefined : tokenAfter((tokens[at]?.from ?? 0) + match[0].length);
  return match === null || next === undefined ? [] : [{ value: Number(`${match[1]}.${match[2]}`), next }];
}

/** "2h" may be followed by minutes only. */
function isGluedOn({ tokens }: DateText, unit: number): boolean {
  const after = tokens[unit + 1];
  return after?.glued === true && after.type === "word";
}
