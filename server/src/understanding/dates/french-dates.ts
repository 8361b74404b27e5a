import type { Found } from "#understanding/entities/entity.ts";
import { type MappedText, rewrite } from "#understanding/text/mapped-text.ts";
import { numberWordsOf, readNumberWords } from "#understanding/numbers/number-words.ts";
import { type DateGrammar, findDates } from "./find-dates.ts";
import type { DateValue, Reference } from "./date-value.ts";
import { frenchClocks, frenchParts, frenchPartsOfToday } from "./french-clock.ts";
import { frenchDays, months } from "./french-days.ts";

const grammar: DateGrammar = {
  days: frenchDays,
  clocks: frenchClocks,
  partsOfToday: frenchPartsOfToday,
  parts: frenchParts,
  join: /,? ?(?:(?:a partir de|au plus tard a|a|vers|pour|avant|apres|des|de|entre|le|du) )?/y,
  to: / ?-(?: ?le)? ?| (?:jusqu'au|jusqu'en|jusqu'a|au|a) (?:le )?/y,
  and: / et (?:le )?/y,
  between: /(?<![\p{L}\p{N}])entre (?:le )?$/u,
};

const numberWord = `(?:${numberWordsOf("fr").join("|")})`;
const monthName = `(?:${months.join("|")})`;

/** Number words before a unit of time or a month: "dans vingt minutes", "le trois mai". */
const counted = new RegExp(
  `(?<![a-z])${numberWord}(?:[ -]${numberWord}){0,6}(?= (?:h|heures?|min|minutes?|mn|jours?|semaines?|mois|ans?|annees?|${monthName})(?![a-z]))`,
  "g",
);
const first = new RegExp(`(?<![a-z])premier(?= (?:de )?${monthName}(?![a-z]))`, "g");

/** Dates in French. They have a grammar of their own, because `chrono-node` misreads or misses more than half of those in the tests. */
export function findFrenchDates(normalized: MappedText, reference: Reference): Found<DateValue>[] {
  const inDigits = rewrite(normalized, counted, ([words]) => toDigits(words.split(/[ -]/)));
  return findDates(
    rewrite(inDigits, first, () => "1er"),
    grammar,
    reference,
  );
}

/** Undefined: the words are an article, or not exactly one number. */
function toDigits(words: readonly string[]): string | undefined {
  const number = /^une?$/.test(words.join(" ")) ? undefined : readNumberWords(words, 0, "fr");
  return number?.next === words.length ? String(number.value) : undefined;
}
