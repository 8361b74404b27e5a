const consonants = "bdfgklmnprstvz";
const vowels = "aeiou";

/**
 * A word of this many letters that means nothing: `bababa`, `dadada` … Each index gives another word, if there are enough
 * words of that length.
 */
export function neutralWord(index: number, length: number): string {
  const syllables = Array.from({ length: Math.ceil(length / 2) }, (_, position) => syllable(index, position));
  return syllables.join("").slice(0, length);
}

function syllable(index: number, position: number): string {
  const all = consonants.length * vowels.length;
  // Every other syllable changes only after the first one has had all values.
  const at = position % 2 === 0 ? index : index + Math.floor(index / all);
  return (
    (consonants[at % consonants.length] ?? "") + (vowels[Math.floor(at / consonants.length) % vowels.length] ?? "")
  );
}

/** So many digits that mean nothing: `1000`, `1001` … */
export function neutralDigits(index: number, length: number): string {
  return `1${String(index)
    .padStart(length, "0")
    .slice(1 - length)}`.slice(0, length);
}

/** A date in the form of the original: `02/02/2002`, `2002-02-02`. It is valid whichever part is the month. */
export function neutralDate(index: number, original: string): string {
  const number = 1 + (index % 9);
  return original.replaceAll(/\p{Nd}+/gu, (part) =>
    part.length === 4 ? `200${number}` : String(number).padStart(part.length, "0"),
  );
}

/** Replaces letters by letters and digits by digits. Capitals stay capitals, and other signs stay as they are. */
export function neutralCode(index: number, original: string): string {
  const letters = Array.from(neutralWord(index, original.length));
  const digits = Array.from(neutralDigits(index, original.length));
  return original.replaceAll(/[\p{L}\p{N}]/gu, (sign) =>
    /\p{N}/u.test(sign) ? (digits.shift() ?? "0") : capitalLike(sign, letters.shift() ?? "x"),
  );
}

/** A neutral word with capitals where the original has them. */
export function neutralLike(original: string, neutral: string): string {
  const signs = Array.from(original);
  return Array.from(neutral)
    .map((letter, index) => capitalLike(signs[index] ?? "", letter))
    .join("");
}

function capitalLike(original: string, letter: string): string {
  return original === original.toUpperCase() && original !== original.toLowerCase() ? letter.toUpperCase() : letter;
}
