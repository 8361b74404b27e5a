import type { Found } from "#understanding/entities/entity.ts";
import { type MappedText, type Word, wordsOf } from "#understanding/text/mapped-text.ts";
import { findDigits } from "./digits.ts";
import { isIndefinite } from "./indefinite.ts";
import { type NumberPiece, type NumberReader, type ReadNumber, maxWords } from "./number-reader.ts";
import { type NumberWords, wordsIn } from "./number-words.ts";

/** The numbers of one language. */
export type SpokenNumbers = { words: NumberWords; reader: NumberReader };

/** A word of a text, or a number in digits. */
type Element = Word & NumberPiece;

/**
 * The numbers in a text, in digits and in the words of a language. A run of number words that is not one number, or several
 * with "and" between them, has none: "seven thirty" is neither 7 nor 30. `articles`: words such as "un" count too.
 */
export function findNumbers(
  normalized: MappedText,
  locale: string,
  spoken: SpokenNumbers | undefined,
  articles: boolean,
): Found<number>[] {
  const inDigits = findDigits(normalized, locale, spoken === undefined);
  if (spoken === undefined) return inDigits;
  const elements = elementsOf(wordsOf(normalized), inDigits);
  return numberRuns(elements, spoken.reader).flatMap(({ from, to }) => {
    if (isIndefinite(elements, from, to, spoken.words)) return [];
    const found = segment(elements.slice(from, to), spoken.reader) ?? [];
    return found.flatMap(({ start, next, value }) => {
      const [at, end] = [from + start, from + next];
      // A JavaScript number cannot count farther.
      if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return [];
      if (articles && value === 1 && isDenied(elements, at, spoken.words)) return [];
      if (!articles && !meansNumber(elements, at, end, spoken)) return [];
      return [
        signed({ value, start: elements[at]?.start ?? 0, end: elements[end - 1]?.end ?? 0 }, elements, at, spoken),
      ];
    });
  });
}

function elementsOf(words: readonly Word[], digits: readonly Found<number>[]): Element[] {
  const elements: Element[] = [];
  let next = 0;
  for (const word of words) {
    const number = digits[next];
    if (number !== undefined && word.start >= number.start && word.end <= number.end) {
      // The words of "1 200" are one element.
      if (elements.at(-1)?.end !== number.end) elements.push({ ...word, ...number, digits: number.value });
      if (word.end === number.end) next += 1;
    } else elements.push(word);
  }
  return elements;
}

/** Runs of number words. */
function numberRuns(elements: readonly Element[], reader: NumberReader): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  const isPart = ({ text, digits }: Element): boolean =>
    digits !== undefined || reader.isNumeric(text) || reader.isLink(text);
  let index = 0;
  while (index < elements.length) {
    const ordinal = reader.ordinalAt(elements, index);
    const element = elements[index];
    if (element === undefined || !isPart(element) || ordinal !== undefined) {
      index = ordinal?.next ?? index + 1;
      continue;
    }
    let to = index + 1;
    for (let next = elements[to]; next !== undefined && isPart(next) && isNear(next); next = elements[to]) {
      const after = reader.ordinalAt(elements, to);
      if (after !== undefined && after.next > to + 1) break;
      to += 1;
    }
    runs.push({ from: index, to });
    index = to;
  }
  return runs;
}

type Segment = { start: number; next: number; value: number };

/** Splits a run in numbers, so that no number word is left. Undefined: that is impossible. */
function segment(run: readonly Element[], reader: NumberReader): Segment[] | undefined {
  const dead = new Set<string>();
  /** "un" may be an article, but in "one twenty" and "twenty-one twenty-one" it is a part of what was said. */
  const isFree = (index: number): boolean => {
    const [before, element, after] = [run[index - 1], run[index], run[index + 1]];
    if (element === undefined || element.digits !== undefined || !reader.isFree(element.text)) return false;
    if (!reader.isNumeric(element.text) || reader.isNoun(element.text)) return true;
    const isOpen = before === undefined || before.digits !== undefined || reader.isLink(before.text);
    return isOpen && (after === undefined || (after.digits === undefined && reader.isLink(after.text)));
  };
  const from = (index: number, before: ReadNumber | undefined): Segment[] | undefined => {
    if (index >= run.length) return [];
    const key = `${index} ${before !== undefined}`;
    if (dead.has(key)) return undefined;
    const isDigits = run[index]?.digits !== undefined && run[index - 1]?.digits !== undefined;
    if (before === undefined || isDigits) {
      for (const number of reader.at(run, index)) {
        const rest = from(number.next, number);
        if (rest !== undefined) return [{ start: index, ...number }, ...rest];
      }
    }
    const rest = isFree(index) ? from(index + 1, undefined) : undefined;
    if (rest === undefined) dead.add(key);
    return rest;
  };
  return run.length > maxWords ? undefined : from(0, undefined);
}

/** "minus five" and "moins cinq", but not "au moins cinq" and "ten minus five". */
function signed(
  found: Found<number>,
  elements: readonly Element[],
  at: number,
  { words }: SpokenNumbers,
): Found<number> {
  const [before, sign, number] = [elements[at - 2], elements[at - 1], elements[at]];
  if (sign === undefined || number?.gap !== " " || !wordsIn(words.minus).includes(sign.text)) return found;
  if (before !== undefined && sign.gap === " " && /^(?:au|du|de|ou|a|or|plus|lo|al|o|per|\p{N}+)$/u.test(before.text))
    return found;
  return { start: sign.start, end: found.end, value: 0 - found.value };
}

/** Whether only a space or a hyphen stands before a word: a number does not continue after a comma. */
function isNear({ gap }: Element): boolean {
  return gap === " " || gap === "-";
}

/** "no one" and "ni uno" are none. After a comma it is a correction, "no, one", and "not 1" names what a form must not have. */
function isDenied(elements: readonly Element[], at: number, { denial }: NumberWords): boolean {
  const [before, element] = [elements[at - 1], elements[at]];
  return (
    before !== undefined &&
    element?.gap === " " &&
    element.digits === undefined &&
    wordsIn(denial).includes(before.text)
  );
}

const alternative = /^(?:ou|or|to|a|oder|bis|o|of|tot)$/;

/**
 * Whether a number word is a number in its sentence. "un" is an article, except beside another number ("un ou deux"); "one"
 * is often a pronoun; "neuf" often means new; and "pour cent" is no hundred.
 */
function meansNumber(
  elements: readonly Element[],
  at: number,
  next: number,
  { words, reader }: SpokenNumbers,
): boolean {
  const [element, second] = [elements[at], elements[next + 1]];
  const before = element === undefined || !isNear(element) ? undefined : elements[at - 1];
  const after = elements[next] !== undefined && isNear(elements[next]) ? elements[next] : undefined;
  const word = element?.text ?? "";
  if (next - at > 1 || element?.digits !== undefined) return true;
  const joinsNumber =
    after !== undefined &&
    second !== undefined &&
    alternative.test(after.text) &&
    (second.digits !== undefined || /^\p{N}+$/u.test(second.text) || reader.isNumeric(second.text));
  if (wordsIn(words.articles).includes(word)) return joinsNumber;
  if (!wordsIn(words.doubtful).includes(word)) return !(wordsIn("cent").includes(word) && before?.text === "pour");
  const isNoun = after !== undefined && !wordsIn(words.joining).includes(after.text);
  return joinsNumber || (isNoun && !wordsIn(words.pronounBefore).includes(before?.text ?? ""));
}
