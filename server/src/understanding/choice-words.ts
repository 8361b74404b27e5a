import { parseDecimal } from "./numbers/digits.ts";
import { numberOf } from "./positions.ts";
import { normalizeLetters, wordsOf } from "./text/mapped-text.ts";

/**
 * A number with its sign and the signs that join its digits, and nothing of a time, a date, a fraction, or a word such as
 * "2nd".
 */
const numbers =
  /(?<![\p{L}\p{N}]|\p{N}[.,':/⁄-])(?:(?<![^\s(])[-+])?(?:(?<![^\s(+-])[.,])?(?:[1-9]\d{0,2}(?: \d{3})+|\d+)(?:[.,']\d+)*(?![\p{L}\p{N}]|[.,':/⁄-]\p{N})/gu;

/**
 * The words of a label, or of a text that may choose it: normalized, spelled numbers as digits, and each number as one word
 * by its value. "50,50" is another number than "50", and so are "-50" and "1.000.000" beside "1.000".
 */
export function choiceWords(text: string, locale: string): string[] {
  const normalized = normalizeLetters(text);
  const words: string[] = [];
  let end = 0;
  for (const match of normalized.text.matchAll(numbers)) {
    words.push(...plainWords(normalized.text.slice(end, match.index)), toValue(match[0], locale));
    end = match.index + match[0].length;
  }
  return [...words, ...plainWords(normalized.text.slice(end))];
}

function plainWords(text: string): string[] {
  return wordsOf(normalizeLetters(text)).map(({ text: word }) => {
    const number = numberOf(word) ?? 0;
    return number > 1 ? String(number) : word;
  });
}

/** What cannot be read as a number, such as "1.2.3" or "007", is a name. */
function toValue(written: string, locale: string): string {
  const [sign, digits] = /^[-+]/.test(written) ? [written.slice(0, 1), written.slice(1)] : ["", written];
  const value = /^0\d/.test(digits) ? undefined : parseDecimal(digits, locale);
  return sign + (value === undefined ? digits : String(value));
}
