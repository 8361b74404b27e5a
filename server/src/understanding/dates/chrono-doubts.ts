import type { ParsedResult } from "chrono-node/en";

/** Words that are a date only after certain words: "in may" is one, "I may" is not. The same holds for most words of three letters. */
const ambiguous = new Set("march sept second segunda terça quarta quinta sexta middag nachmittag".split(" "));
const unambiguous = new Set(["now", "hoy", "ora"]);

/** Words before a date, of all languages: they hardly ever stand before a word of another language. */
const before = new Set(
  [
    "in on by until till since next this last from before after for every early late mid",
    "am im seit ab vor nach bis nächsten diesen diesem ende anfang mitte",
    "el en de desde hasta para este próximo",
    "il di da fino per questo prossimo",
    "op tot vanaf deze volgende",
    "em na no até esta próxima",
  ].flatMap((words) => words.split(" ")),
);

const greeting = /^(?:good|guten?|goede|buen[oa]s?|buon[ao]?|bom|boa)$/;

/** A part of the day counts alone only if it names the day: "the morning" does not. */
const namesDay =
  /^(?:this|tonight|heute|diese[nrsm]?|esta|este|hoy|quest[ao]|stasera|stamattina|stanotte|deze|van(?:avond|ochtend|middag)|essa|hoje|noon|midday|midnight|mittags?|mitternacht|mediod[ií]a|medianoche|mezzogiorno|mezzanotte|middernacht|meio-dia|meia-noite)(?!\p{L})/iu;

const bareNumber = /^(?:(?:at |from )?\d{1,2}(?: ?(?:-|to|until|till) ?\d{1,2})?|\d{1,2} (?:may|march))$/;

/** The words that may follow "at 3" and "may 3": "at 3 options" and "may 3 people" are no dates. */
const afterNumber =
  /^(?:$|[^\p{L} ]| ?[^\p{L} ]| (?:on|in|to|for|and|or|please|this|next|tomorrow|today|tonight|sharp|at|until|till|if|is|then)(?!\p{L}))/u;

/** Whether a result probably means something else in its sentence. `from` and `to` are its range in `all`. */
export function isDoubtful(result: ParsedResult, all: string, { from, to }: { from: number; to: number }): boolean {
  const words = all.slice(from, to).trim().toLowerCase();
  const previous = /(\p{L}+)[ -]$/u.exec(all.slice(Math.max(0, from - 20), from))?.[1]?.toLowerCase() ?? "";
  // "For 45 minutes" is a length of time.
  if (greeting.test(previous) || words.startsWith("for ")) return true;
  if (!isSpecific(result) && !namesDay.test(words)) return true;
  const isName = /^\p{L}+\.?$/u.test(words) && !unambiguous.has(words);
  if (isName && (words.length <= 3 || ambiguous.has(words))) return !before.has(previous);
  if (/^\d{1,2}\/\d{1,2}$/.test(words) && words.length < 5) return !before.has(previous);
  return bareNumber.test(words) && !afterNumber.test(all.slice(to, to + 12));
}

/** Whether a result begins or ends inside of a word. Then it is no date. */
export function isPartOfWord(all: string, from: number, to: number): boolean {
  return /[\p{L}\p{N}]$/u.test(all.slice(Math.max(0, from - 2), from)) || /^[\p{L}\p{N}]/u.test(all.slice(to, to + 2));
}

function isSpecific({ start }: ParsedResult): boolean {
  return (["year", "month", "day", "weekday", "hour"] as const).some((component) => start.isCertain(component));
}
