import { normalizeLetters } from "#understanding/text/mapped-text.ts";

/** What CLDR calls the days around today, e.g. `{ 1: "demain", 2: "apres-demain" }`, in normalized words. */
export function relativeDays(language: string): Record<number, string> {
  return relative(language, "day", [-2, -1, 0, 1, 2]);
}

/** The same for "next week", "cette année". */
export function relativePeriods(language: string): Record<string, string> {
  return Object.fromEntries(
    (["week", "month", "year"] as const).flatMap((unit) => {
      const names = relative(language, unit, [-1, 0, 1]);
      const name = `${unit[0]?.toUpperCase()}${unit.slice(1)}`;
      return (["last", "this", "next"] as const).flatMap((which, index) => {
        const words = names[index - 1];
        return words === undefined ? [] : [[`${which}${name}`, words] as const];
      });
    }),
  );
}

function relative(
  language: string,
  unit: "day" | "week" | "month" | "year",
  distances: readonly number[],
): Record<number, string> {
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return Object.fromEntries(
    distances.flatMap((distance) => {
      const words = normalizeLetters(format.format(distance, unit)).text;
      // With a number it is a phrase like "in 2 days", which templates read.
      return /[\d[\](){}|;]/.test(words) ? [] : [[distance, words] as const];
    }),
  );
}
