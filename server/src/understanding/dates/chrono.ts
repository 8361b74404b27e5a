import { casual as de } from "chrono-node/de";
import { type Chrono, GB, type ParsedResult, casual as us } from "chrono-node/en";
import { casual as es } from "chrono-node/es";
import { casual as it } from "chrono-node/it";
import { casual as nl } from "chrono-node/nl";
import { casual as pt } from "chrono-node/pt";
import type { Found } from "#understanding/entities/entity.ts";
import { type Folded, originOf } from "#understanding/text/fold.ts";
import { isDoubtful, isPartOfWord } from "./chrono-doubts.ts";
import { toDateValue } from "./chrono-value.ts";
import { chunksOf } from "./chunks.ts";
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
  /** The whole text is a date, so that "may" is a month. */
  whole: boolean;
};

/**
 * Dates in English, German, Spanish, Italian, Dutch and Portuguese, as `chrono-node` finds them; texts in other languages
 * are read as if they were English, for their numbers. `original` is what was typed.
 */
export function findChronoDates(
  folded: Folded,
  original: string,
  reference: Reference,
  { language, monthFirst, whole }: ChronoOptions,
): Found<DateValue>[] {
  const chrono = languages.get(language) ?? (monthFirst ? us : GB);
  const now = asLocalTime(reference);
  return chunksOf(folded.text).flatMap((chunk) =>
    chrono.parse(chunk.text, now).flatMap((result) => {
      const { from, to, zoned } = placeOf(result, chunk.from, folded, original);
      const isNext = next.test(folded.text.slice(Math.max(0, from - 12), from));
      const wanted = isNext ? { ...reference, future: true } : reference;
      const value = toDateValue(result, { reference: wanted, now, zoned });
      if (value === undefined || isPartOfWord(folded.text, from, to)) return [];
      if (!whole && isDoubtful(result, folded.text, { from, to })) return [];
      return [{ ...originOf(folded, from, to), value }];
    }),
  );
}

/** Without the spaces around it, and without a word that only looks like a time zone. */
function placeOf(result: ParsedResult, chunk: number, folded: Folded, original: string) {
  const from = chunk + result.index + result.text.length - result.text.trimStart().length;
  const text = result.text.trim();
  const { start, end } = originOf(folded, from, from + text.length);
  const zoned = hasZone(result) && zone.test(original.slice(start, end));
  return { from, to: from + (zoned || !hasZone(result) ? text : text.replace(oddZone, "")).length, zoned };
}

/** Only in capitals, as a sign or a number: "at 5 pm art class" is not Argentina Time. */
const zone = /(?:[A-Z]{2,5}\)?|[zZ]|[+-]\d{1,2}:?\d{0,2})$/;
const oddZone = /,? ?\(?\p{L}{2,5}\)?$/u;

/** Said before a weekday that `chrono-node` finds without it. */
const next = /(?<!\p{L})(?:pr[oó]xim[ao]|prossim[ao]|nächste[nrs]?|volgende) $/iu;

function hasZone({ start }: ParsedResult): boolean {
  const tags = start.tags();
  const isRelative = tags.has("result/relativeDateAndTime") || tags.has("casualReference/now");
  return start.isCertain("timezoneOffset") && !isRelative;
}

/**
 * `chrono-node` counts on the clock of the process. Given a date that shows there what the clock on the wall shows here, it
 * answers for the wall.
 */
function asLocalTime({ date, time }: Reference): Date {
  return new Date(`${date}T${time}:00`);
}
