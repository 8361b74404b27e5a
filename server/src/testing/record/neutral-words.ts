const consonants = "bdfgklmnprstvz";
const vowels = "aeiou";

/**
 * A word that means nothing, of this many letters: `bababa`, `dadada` … Another one for each index, as far as there are
 * so many.
 */
export function neutralWord(index: number, length: number): string {
  const syllables = Array.from({ length: Math.ceil(length / 2) }, (_, place) => syllable(index, place));
  return syllables.join("").slice(0, length);
}

function syllable(index: number, place: number): string {
  const all = consonants.length * vowels.length;
  // Every other syllable counts on where the first one has come round.
  const at = place % 2 === 0 ? index : index + Math.floor(index / all);
  return (
    (consonants[at % consonants.length] ?? "") + (vowels[Math.floor(at / consonants.length) % vowels.length] ?? "")
  );
}

/** Digits that mean nothing, this many of them: `1000`, `1001` … */
export function neutralDigits(index: number, length: number): string {
  return `1${String(index)
    .padStart(length, "0")
    .slice(1 - length)}`.slice(0, length);
}

/** A day that is valid whichever part is the month, written as the original is: `02/02/2002`, `2002-02-02`. */
export function neutralDate(index: number, original: string): string {
  const number = 1 + (index % 9);
  return original.replaceAll(/\p{Nd}+/gu, (part) =>
    part.length === 4 ? `200${number}` : String(number).padStart(part.length, "0"),
  );
}

/** Letters for letters and digits for digits: capitals, accents' places and what stands between stay. */
export function neutralCode(index: number, original: string): string {
  const letters = Array.from(neutralWord(index, original.length));
  const digits = Array.from(neutralDigits(index, original.length));
  return original.replaceAll(/[\p{L}\p{N}]/gu, (sign) =>
    /\p{N}/u.test(sign) ? (digits.shift() ?? "0") : capitalLike(sign, letters.shift() ?? "x"),
  );
}

/** Writes a neutral word over the original: capitals stay where they are. */
export function neutralLike(original: string, neutral: string): string {
  const signs = Array.from(original);
  return Array.from(neutral)
    .map((letter, place) => capitalLike(signs[place] ?? "", letter))
    .join("");
}

function capitalLike(original: string, letter: string): string {
  return original === original.toUpperCase() && original !== original.toLowerCase() ? letter.toUpperCase() : letter;
}
