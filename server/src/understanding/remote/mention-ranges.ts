import { overlap, type Range } from "#understanding/text/range.ts";

/**
 * Finds words in a text, for services that do not say where they found them. Case does not count, whole words come before
 * parts of words, and words that are asked for twice get two ranges.
 * @returns a function that gives the range; undefined: the words are not in the text, or not once more.
 */
export function createRangeFinder(text: string): (words: string) => Range | undefined {
  const used: Range[] = [];
  return (words) => {
    const range = rangesOf(words, text).find((each) => !used.some((other) => overlap(each, other)));
    if (range !== undefined) used.push(range);
    return range;
  };
}

function rangesOf(words: string, text: string): Range[] {
  const literal = words.trim().replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  if (literal === "") return [];
  const whole = String.raw`(?<![\p{L}\p{N}])${literal}(?![\p{L}\p{N}])`;
  return [whole, literal]
    .flatMap((pattern) => [...text.matchAll(new RegExp(pattern, "giu"))])
    .map(({ 0: match, index }) => ({ start: index, end: index + match.length }));
}

/**
 * Translates ranges of the text that a service read to ranges of the text that the person wrote. A service may have trimmed
 * or changed the text.
 * @returns a function that takes a range in UTF-16 units; undefined: the words of that range are not in the person's text.
 */
export function createRangeTranslator(text: string, read: string): (range: Range) => Range | undefined {
  const shift = text.indexOf(read);
  const findRange = createRangeFinder(text);
  return ({ start, end }) => {
    if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end <= start || end > read.length)
      return undefined;
    return shift < 0 ? findRange(read.slice(start, end)) : { start: start + shift, end: end + shift };
  };
}

/** Services written in Python count code points, which differ from UTF-16 units after an emoji. */
export function fromCodePoints(text: string, { start, end }: Range): Range {
  return { start: unitsBefore(text, start), end: unitsBefore(text, end) };
}

function unitsBefore(text: string, points: number): number {
  let units = 0;
  let count = 0;
  for (const point of text) {
    if (count === points) return units;
    units += point.length;
    count += 1;
  }
  return count === points ? units : -1;
}
