import { normalizeCase } from "./normalize-case.ts";
import { isInvisible } from "./invisible.ts";
import { isVulgarFraction, withLatinDigits } from "./latin-digits.ts";
import { hiddenBoundaries, unspaced } from "./segment.ts";
import type { Range } from "./range.ts";

/**
 * A normalized text that remembers the original: `starts` and `ends` give the range in the original for each UTF-16 unit of
 * `text`.
 */
export type MappedText = { text: string; starts: readonly number[]; ends: readonly number[] };

/** A run of letters and digits, normalized. `start` and `end` are its range in the original. */
export type Word = {
  text: string;
  start: number;
  end: number;
  /** The text between this word and the word before it, normalized. */
  gap: string;
};

type GrowingText = { text: string; starts: number[]; ends: number[] };

/** A text that is easy to compare: small letters without accents, plain dashes and apostrophes, one space for many. */
export function normalizeLetters(original: string): MappedText {
  if (last?.original !== original) last = { original, normalized: convert(original, plainLetter) };
  return last.normalized;
}

/** All entities are asked about the same text, one after the other. */
let last: { original: string; normalized: MappedText } | undefined;

/** The same, but accents and capitals stay: in some languages they make another word. */
export function normalizeSigns(original: string): MappedText {
  return convert(original, plainSign);
}

function convert(original: string, normalized: (character: string) => string): MappedText {
  const result: MappedPieces = { pieces: [], starts: [], ends: [] };
  const boundaries = new Set(hiddenBoundaries(original));
  let start = 0;
  for (const character of original) {
    if (boundaries.has(start)) append(result, " ", start, start);
    // "5½" is no 51.
    if (isVulgarFraction(character)) append(result, " ", start, start + character.length);
    append(result, normalized(character), start, start + character.length);
    start += character.length;
  }
  return { text: result.pieces.join(""), starts: result.starts, ends: result.ends };
}

/** In pieces: a text that is read and prolonged in turns is copied at each turn. */
type MappedPieces = { pieces: string[]; starts: number[]; ends: number[] };

function append({ pieces, starts, ends }: MappedPieces, piece: string, start: number, end: number): void {
  const before = pieces.at(-1);
  if (piece === "") {
    // A combining accent belongs to the letter before it.
    if (ends.at(-1) === start) ends[ends.length - 1] = end;
  } else if (isSpace(piece) && before !== undefined && isSpace(before)) {
    ends[ends.length - 1] = end;
    // A line break replaces the spaces around it, because sentences end there.
    if (piece === "\n") pieces[pieces.length - 1] = piece;
  } else {
    pieces.push(piece);
    for (let unit = 0; unit < piece.length; unit++) {
      starts.push(start);
      ends.push(end);
    }
  }
}

function isSpace(piece: string): boolean {
  return piece === " " || piece === "\n";
}

function plainLetter(character: string): string {
  const known = plainSigns.get(character);
  if (known !== undefined) return known;
  if (character <= "\u007f") return character.toLowerCase();
  if (isInvisible(character)) return "";
  const letter = normalizeCase(
    withLatinDigits(character)
      .normalize("NFKD")
      .replaceAll(/\p{M}+/gu, ""),
  );
  return plainSigns.get(letter) ?? (/^\s$/.test(letter) ? " " : letter);
}

function plainSign(character: string): string {
  return plainSigns.get(character) ?? (/^\s$/.test(character) && character !== "\n" ? " " : character);
}

/** Signs that keyboards and phones write instead of the plain ones. The final sigma counts as a sigma. */
const plainSigns: ReadonlyMap<string, string> = new Map([
  ...["\t", "\v", "\f"].map((space) => [space, " "] as const),
  ...["\r", "\u2028", "\u2029", "\u0085"].map((line) => [line, "\n"] as const),
  ...["‐", "‒", "–", "—", "―", "−"].map((dash) => [dash, "-"] as const),
  ...["‘", "’", "´", "`", "′"].map((apostrophe) => [apostrophe, "'"] as const),
  ["ς", "σ"],
]);

/** The range in the original that a part of the normalized text comes from. */
export function originalRange(mapped: MappedText, start: number, end: number): Range {
  return { start: mapped.starts[start] ?? 0, end: mapped.ends[end - 1] ?? 0 };
}

/** Replaces the words that `pattern` (with the flag `g`) finds. The new words get the range of the replaced ones. */
export function rewrite(
  mapped: MappedText,
  pattern: RegExp,
  replace: (match: RegExpExecArray) => string | undefined,
): MappedText {
  const result: GrowingText = { text: "", starts: [], ends: [] };
  let copied = 0;
  const copyUntil = (end: number): void => {
    result.text += mapped.text.slice(copied, end);
    result.starts.push(...mapped.starts.slice(copied, end));
    result.ends.push(...mapped.ends.slice(copied, end));
  };
  for (const match of mapped.text.matchAll(pattern)) {
    const replacement = replace(match);
    if (replacement === undefined || match[0] === "") continue;
    copyUntil(match.index);
    copied = match.index + match[0].length;
    const { start, end } = originalRange(mapped, match.index, copied);
    result.text += replacement;
    for (let unit = 0; unit < replacement.length; unit++) {
      result.starts.push(start);
      result.ends.push(end);
    }
  }
  if (copied === 0) return mapped;
  copyUntil(mapped.text.length);
  return result;
}

/** The words of a text, the same ones as those of `normalize`. */
export function wordsOf(mapped: MappedText): readonly Word[] {
  if (lastWords?.mapped !== mapped) lastWords = { mapped, words: collect(mapped, /[\p{L}\p{N}]+/gu) };
  return lastWords.words;
}

/** As above: each list of phrases is looked for in the same words. */
let lastWords: { mapped: MappedText; words: readonly Word[] } | undefined;

/** The same, but "week-end", "s'il" and "U.S.A." are one word: "weekend", "sil", "usa". */
export function compoundsOf(mapped: MappedText): Word[] {
  return collect(mapped, /[\p{L}\p{N}]+(?:[-'.][\p{L}\p{N}]+)*/gu);
}

const sign = new RegExp(`${unspaced.source}|(?:(?!${unspaced.source})[\\p{L}\\p{N}])+`, "gu");

/**
 * The same, but each sign of a script without spaces is a word. The dictionary parts "火车站" in one way alone and in another
 * in a sentence; its signs are always the same.
 */
export function signsOf(mapped: MappedText): Word[] {
  return collect(mapped, sign);
}

function collect(mapped: MappedText, pattern: RegExp): Word[] {
  let end = 0;
  return Array.from(mapped.text.matchAll(pattern), (match) => {
    const gap = mapped.text.slice(end, match.index);
    end = match.index + match[0].length;
    return { text: match[0].replaceAll(/[-'.]/g, ""), ...originalRange(mapped, match.index, end), gap };
  });
}
