import { casual as de } from "chrono-node/de";
import { type Chrono, GB, type ParsedResult, casual as us } from "chrono-node/en";
import { casual as es } from "chrono-node/es";
import { casual as it } from "chrono-node/it";
import { casual as nl } from "chrono-node/nl";
import { casual as pt } from "chrono-node/pt";
import type { Found } from "#understanding/entities/entity.ts";
import { type MappedText, originalRange } from "#understanding/text/mapped-text.ts";
import { isDoubtful, isPartOfWord } from "./chrono-doubts.ts";
import { toDateValue } from "./chrono-value.ts";
import type { DateValue, Reference } from "./date-value.ts";

const languages: ReadonlyMap<string, Chrono> = new Map([
  ["de", de],
  ["es", es],
  ["it", it],
  ["nl", nl],
  ["pt", pt],
]);

export type ChronoOptions = {
  language: string;
  /** "3/4" is March 4. */
  monthFirst: boolean;
  /** The whole text is a date: "may" is a month. */
  whole: boolean;
};

/**
 * Dates in English, German, Spanish, Italian, Dutch and Portuguese, as `chrono-node` finds them. Texts in other languages
 * are read as English, which finds dates in digits. `original` is the typed text.
 */
export function findChronoDates(
  normalized: MappedText,
  original: string,
  reference: Reference,
  { language, monthFirst, whole }: ChronoOptions,
): Found<DateValue>[] {
  const chrono = languages.get(language) ?? (monthFirst ? us : GB);
  const now = asLocalTime(reference);
  return chunksOf(normalized.text).flatMap((chunk) =>
    chrono.parse(chunk.text, now).flatMap((result) => {
      const { from, to, zoned } = rangeOf(result, chunk.from, normalized, original);
      const isNext = next.test(normalized.text.slice(Math.max(0, from - 12), from));
      const wanted = isNext ? { ...reference, future: true } : reference;
      const value = toDateValue(result, { reference: wanted, now, zoned });
      if (value === undefined || isPartOfWord(normalized.text, from, to)) return [];
      if (!whole && isDoubtful(result, normalized.text, { from, to })) return [];
      return [{ ...originalRange(normalized, from, to), value }];
    }),
  );
}

/** The range of a result, without the spaces around it and without a word that only looks like a time zone. */
function rangeOf(result: ParsedResult, chunk: number, normalized: MappedText, original: string) {
  const from = chunk + result.index + result.text.length - result.text.trimStart().length;
  const text = result.text.trim();
  const { start, end } = originalRange(normalized, from, from + text.length);
  const zoned = hasZone(result) && zone.test(original.slice(start, end));
  return { from, to: from + (zoned || !hasZone(result) ? text : text.replace(oddZone, "")).length, zoned };
}

/** A time zone counts only in capitals, as a sign or as a number: "at 5 pm art class" is not Argentina Time. */
const zone = /(?:[A-Z]{2,5}\)?|[zZ]|[+-]\d{1,2}:?\d{0,2})$/;
const oddZone = /,? ?\(?\p{L}{2,5}\)?$/u;

/** Words before a weekday that `chrono-node` does not include in its result. */
const next = /(?<!\p{L})(?:pr[oó]xim[ao]|prossim[ao]|nächste[nrs]?|volgende) $/iu;

function hasZone({ start }: ParsedResult): boolean {
  const tags = start.tags();
  const isRelative = tags.has("result/relativeDateAndTime") || tags.has("casualReference/now");
  return start.isCertain("timezoneOffset") && !isRelative;
}

/**
 * `chrono-node` counts in the time zone of the process. So it gets the date that has, in that time zone, the same calendar
 * day and time as the present has in the time zone of the conversation.
 */
function asLocalTime({ date, time }: Reference): Date {
  return new Date(`${date}T${time}:00`);
}

/** Dates are much shorter, and the work on a text grows with the square of its length. */
const maxChunkLength = 200;

/** Cuts a text in short chunks: at the end of a sentence, or else between two words if possible. */
function chunksOf(text: string): { text: string; from: number }[] {
  const chunks: { text: string; from: number }[] = [];
  let from = 0;
  while (text.length - from > maxChunkLength) {
    const window = text.slice(from, from + maxChunkLength);
    const sentence = Math.max(
      window.lastIndexOf("\n"),
      window.lastIndexOf(". "),
      window.lastIndexOf("? "),
      window.lastIndexOf("! "),
    );
    const cut = sentence > 0 ? sentence + 1 : Math.max(window.lastIndexOf(" "), 0) || maxChunkLength;
    chunks.push({ text: window.slice(0, cut), from });
    from += cut;
  }
  return [...chunks, { text: text.slice(from), from }];
}
