import { type Folded, rewrite } from "#understanding/text/fold.ts";
import { addDays, partsOf } from "./calendar.ts";
import type { Reference } from "./date-value.ts";

/** Days that `chrono-node` takes for their neighbours in other languages, and how far they are. */
const slips: Readonly<Record<string, readonly (readonly [RegExp, number])[]>> = {
  de: [[/(?<!\p{L})vorgestern(?!\p{L})/giu, -2]],
  es: [
    [/(?<!\p{L})pasado ma[ñn]ana(?!\p{L})/giu, 2],
    [/(?<!\p{L})(?:anteayer|antes de ayer)(?!\p{L})/giu, -2],
  ],
  it: [[/(?<!\p{L})(?:l'altro ieri|avantieri)(?!\p{L})/giu, -2]],
  nl: [
    [/(?<!\p{L})overmorgen(?!\p{L})/giu, 2],
    [/(?<!\p{L})eergisteren(?!\p{L})/giu, -2],
  ],
  pt: [
    [/(?<!\p{L})depois de amanh[ãa](?!\p{L})/giu, 2],
    [/(?<!\p{L})anteontem(?!\p{L})/giu, -2],
  ],
};

export function mendOther(folded: Folded, language: string, reference: Reference): Folded {
  return (slips[language] ?? []).reduce((text, [pattern, days]) => {
    return rewrite(text, pattern, () => written(addDays(reference.date, days)));
  }, folded);
}

/** All these languages write the day first. */
function written(date: string | undefined): string | undefined {
  if (date === undefined) return undefined;
  const { year, month, day } = partsOf(date);
  return `${day}/${month}/${year}`;
}
