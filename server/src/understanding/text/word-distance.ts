import { editDistance } from "#names/edit-distance.ts";

/**
 * How far a typed word is from a known one, both normalized. 0: the same word. 0.5: singular and plural ("tickets",
 * "ticket"). 1 or 2: so many typing errors. Undefined: another word.
 */
export function wordDistance(typed: string, known: string): number | undefined {
  if (typed === known) return 0;
  if (singular(typed) === singular(known)) return 0.5;
  const tolerated = toleratedErrors(known);
  if (tolerated === 0 || Math.abs(typed.length - known.length) > tolerated) return undefined;
  const distance = editDistance(typed, known, tolerated);
  return distance <= tolerated ? distance : undefined;
}

/** None in a short word, because one letter makes another word. None beside digits, because it makes another number. */
export function toleratedErrors(known: string): number {
  if (known.length < 5 || /\p{N}/u.test(known)) return 0;
  return known.length < 9 ? 1 : 2;
}

/** Whether the words begin alike. Errors in the first letter are rare, and "house" is not "mouse". */
export function beginsAlike(typed: string, known: string): boolean {
  return typed[0] === known[0] || (typed[0] === known[1] && typed[1] === known[0]);
}

/** Good enough to match "tickets" with "ticket": the common plurals of English, French and similar languages. */
export function singular(word: string): string {
  if (word.length < 4 || word.endsWith("ss")) return word;
  const [plural, ending] = plurals.find(([plural]) => plural.test(word)) ?? [];
  return plural === undefined || ending === undefined ? word : word.replace(plural, ending);
}

const plurals: readonly (readonly [RegExp, string])[] = [
  [/(?<=[^aeiou])ies$/, "y"],
  [/(?<=s|x|z|ch|sh)es$/, ""],
  [/(?<=[^e])aux$/, "al"],
  [/[sx]$/, ""],
];
