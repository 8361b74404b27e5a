import { lastGraphemeBreak } from "./shorten.ts";

const sentences = new Intl.Segmenter("und", { granularity: "sentence" });

/**
 * Splits text into parts of at most `max` UTF-16 units. It prefers to break at a blank line, then at a newline, a sentence
 * end, a space, and last between two graphemes. It never breaks inside a grapheme or a web address, unless that alone is
 * longer than `max`. White space at a break is dropped. A blank text has no parts.
 */
export function splitText(text: string, max: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const end = findBreak(rest, max);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === "" ? parts : [...parts, rest];
}

/**
 * Splits off an end of at most `max` units: the last paragraph if it fits, else the last part of {@link splitText}.
 * @returns the end, and the text before it, which is empty when the whole text fits.
 */
export function splitOffEnd(text: string, max: number): { before: string; end: string } {
  const whole = text.trim();
  if (whole.length <= max) return { before: "", end: whole };
  const paragraph = whole.slice(blankLines(whole).at(-1) ?? 0).trimStart();
  const end = paragraph.length <= max ? paragraph : (splitText(whole, max).at(-1) ?? whole);
  return { before: whole.slice(0, whole.length - end.length).trimEnd(), end };
}

/** Tries each kind of break in turn. A break that would leave a part less than a third full does not count. */
function findBreak(text: string, max: number): number {
  const head = text.slice(0, max + 1);
  const addresses = findAddresses(text, max);
  const isGood = (at: number): boolean => at >= max / 3 && at <= max && addressAround(addresses, at) === undefined;
  for (const breaks of [blankLines, newlines, sentenceEnds, spaces]) {
    const found = breaks(head).findLast(isGood);
    if (found !== undefined) return found;
  }
  const last = lastGraphemeBreak(text, max) ?? lastCodePointBreak(text, max);
  const address = addressAround(addresses, last);
  return address !== undefined && address.start > 0 ? address.start : last;
}

const blankLines = (text: string): number[] => Array.from(text.matchAll(/\n[^\S\n]*\n/g), afterMatch);
const newlines = (text: string): number[] => Array.from(text.matchAll(/\n/g), afterMatch);
const sentenceEnds = (text: string): number[] => Array.from(sentences.segment(text), ({ index }) => index);
const spaces = (text: string): number[] => Array.from(text.matchAll(/\s/g), ({ index }) => index);

function afterMatch(match: RegExpExecArray): number {
  return match.index + match[0].length;
}

type Range = { start: number; end: number };

function findAddresses(text: string, max: number): Range[] {
  // An address that begins before the break may end far behind it.
  const addresses = Array.from(text.slice(0, 2 * max).matchAll(/https?:\/\/\S+/gi));
  return addresses.map((match) => ({ start: match.index, end: afterMatch(match) }));
}

function addressAround(addresses: readonly Range[], at: number): Range | undefined {
  return addresses.find(({ start, end }) => start < at && at < end);
}

// Only needed for a single grapheme that is longer than the limit, e.g. a letter with hundreds of stacked accents.
function lastCodePointBreak(text: string, max: number): number {
  const unit = text.charCodeAt(max);
  return unit >= 0xdc00 && unit <= 0xdfff && max > 1 ? max - 1 : max;
}
