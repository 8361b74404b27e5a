import { type NumberWords, spellingsIn, wordsIn } from "./number-words.ts";
import { type SpelledValue, createSpelledValue } from "./spelled-value.ts";

/** A number in words or digits. `next` is the index behind its last piece. */
export type ReadNumber = { value: number; next: number };

/** A word, or digits with their value. */
export type NumberPiece = { text: string; digits?: number };

/** No number of people has more words. */
export const maxWords = 30;

/** The number words of a language, ready to read. */
export type NumberReader = {
  /** Whether a word is part of numbers. */
  isNumeric(word: string): boolean;
  /** Whether it is part of numbers only beside others: "and", "a", "half". */
  isLink(word: string): boolean;
  /** Whether it is a link that may also stand beside a number: "and", "a". */
  isFree(word: string): boolean;
  /** Whether it is also a noun, which may be counted: "vingt cents". */
  isNoun(word: string): boolean;
  /** Whether it means a number only in company, or is also a noun: "un", "one", "cents". */
  isWeak(word: string): boolean;
  /** The numbers that begin at a piece, the longest first. */
  at(pieces: readonly NumberPiece[], index: number): ReadNumber[];
  /** The same for ordinals in words. */
  ordinalAt(pieces: readonly NumberPiece[], index: number): ReadNumber | undefined;
};

export function createNumberReader(words: NumberWords): NumberReader {
  const spelled = createSpelledValue(words);
  const known = new Map<string, boolean>();
  const isComposed = compositionOf(morphemesOf(words));
  const links = new Set([...linksOf(words)].filter((word) => spelled.valueOf(word) === undefined));
  const weak = new Set([words.articles, words.doubtful, words.nouns].flatMap((list) => wordsIn(list)));
  const nouns = new Set(wordsIn(words.nouns));
  const points = new Set((words.point ?? "").split("/"));
  const parts = new Map(Object.entries(words.parts ?? {}));

  const isNumeric = (word: string): boolean => {
    const found = known.get(word) ?? (isComposed(word) && !links.has(word));
    if (known.size < 2000) known.set(word, found);
    return found;
  };
  const isLink = (word: string): boolean => links.has(word) || points.has(word) || parts.has(word);

  const at = (pieces: readonly NumberPiece[], index: number): ReadNumber[] => {
    const wholes = wholesAt(spelled, pieces, index, isNumeric, isLink);
    return wholes.flatMap((whole) => [...extended(whole, pieces), whole]);
  };

  /** "five point five", "three quarters". */
  const extended = (whole: ReadNumber, pieces: readonly NumberPiece[]): ReadNumber[] => {
    const after = pieces[whole.next]?.text ?? "";
    const part = parts.get(after);
    if (part !== undefined && whole.value < part) return [{ value: whole.value / part, next: whole.next + 1 }];
    if (!points.has(after) || after === "") return [];
    const decimal = decimalsAt(spelled, pieces, whole.next + 1);
    if (decimal === undefined) return [];
    const value = Number(`${whole.value}.${decimal.digits}`);
    const scale = words.scales[pieces[decimal.next]?.text ?? ""];
    return [scale === undefined ? { value, next: decimal.next } : { value: value * scale, next: decimal.next + 1 }];
  };

  const free = new Set([words.tensJoin, words.and, words.article].flatMap((list) => (list ?? "").split("/")));

  return {
    isNumeric,
    isLink,
    isFree: (word) => free.has(word) || weak.has(word),
    isNoun: (word) => nouns.has(word),
    isWeak: (word) => weak.has(word),
    at,
    ordinalAt(pieces, index) {
      let joined = "";
      let found: ReadNumber | undefined;
      for (let next = index; next < Math.min(index + 4, pieces.length); next++) {
        const piece = pieces[next];
        if (piece === undefined || piece.digits !== undefined) break;
        joined += piece.text;
        const value = spelled.ordinalOf(joined);
        if (value !== undefined) found = { value, next: next + 1 };
      }
      return found;
    },
  };
}

/** Whole numbers, and those that "and a half" ends. */
function wholesAt(
  { valueOf, valueAfter }: SpelledValue,
  pieces: readonly NumberPiece[],
  index: number,
  isNumeric: (word: string) => boolean,
  isLink: (word: string) => boolean,
): ReadNumber[] {
  const start = pieces[index];
  if (start === undefined) return [];
  const found: ReadNumber[] = start.digits === undefined ? [] : [{ value: start.digits, next: index + 1 }];
  let joined = "";
  for (
    let next = start.digits === undefined ? index : index + 1;
    next < Math.min(index + maxWords, pieces.length);
    next++
  ) {
    const piece = pieces[next];
    if (piece === undefined || piece.digits !== undefined || !(isNumeric(piece.text) || isLink(piece.text))) break;
    joined += piece.text;
    const value = start.digits === undefined ? valueOf(joined) : valueAfter(start.digits, joined);
    if (value !== undefined) found.push({ value, next: next + 1 });
  }
  return found.reverse();
}

/** Digits after the point, in words or figures: "two five", "vingt-cinq". */
function decimalsAt({ valueOf }: SpelledValue, pieces: readonly NumberPiece[], index: number) {
  let digits = "";
  let next = index;
  while (next < pieces.length && digits.length < 15) {
    const group = [3, 2, 1].map((length) => decimalGroup(pieces.slice(next, next + length), length, valueOf));
    const found = group.find((each) => each !== undefined);
    if (found === undefined) break;
    digits += String(found.value);
    next += found.length;
  }
  return digits === "" ? undefined : { digits, next };
}

function decimalGroup(pieces: readonly NumberPiece[], length: number, valueOf: SpelledValue["valueOf"]) {
  if (pieces.length < length || (length > 1 && pieces.some(({ digits }) => digits !== undefined))) return undefined;
  const value = pieces[0]?.digits ?? valueOf(pieces.map(({ text }) => text).join(""));
  return value === undefined || value > 99 || !Number.isInteger(value) ? undefined : { value, length };
}

/** Longer words are no numbers. */
const longestWord = 100;

/**
 * Whether a word consists of parts such as "ein", "und" and "zwanzig". It goes over the word once, because a regular expression
 * tries all ways to part "sixteensixteen…".
 */
function compositionOf(morphemes: readonly string[]): (word: string) => boolean {
  const parts = new Set(morphemes);
  const longest = Math.max(...morphemes.map(({ length }) => length));
  return (word) => {
    if (word.length > longestWord) return false;
    const ends = new Set([0]);
    for (let at = 0; at < word.length; at++) {
      if (!ends.has(at)) continue;
      for (let length = 1; length <= longest; length++) {
        if (at + length <= word.length && parts.has(word.slice(at, at + length))) ends.add(at + length);
      }
    }
    return ends.has(word.length);
  };
}

function morphemesOf(words: NumberWords): string[] {
  const lists = [words.small, words.tens, words.hundreds ?? "", words.hundred].flatMap((list) =>
    spellingsIn(list).flat(),
  );
  // "quatre-vingts" has a part that is no word of the list.
  const rests = lists.flatMap((each) =>
    lists.filter((start) => each.startsWith(start)).map((start) => each.slice(start.length)),
  );
  const joins = [words.tensJoin, words.and].flatMap((list) => (list ?? "").split("/").filter((each) => each !== ""));
  const elided =
    words.elides === true ? [...lists].map((each) => each.slice(0, -1)).filter((each) => each.length > 3) : [];
  const plus = Object.keys(words.plus ?? {}).filter((each) => !each.includes(" "));
  const others = [...Object.keys(words.scales), ...Object.keys(words.collectives ?? {}), ...wordsIn(words.zero)];
  return [...lists, ...rests.filter((rest) => rest.length > 3), ...joins, ...elided, ...others, ...plus].sort(
    (a, b) => b.length - a.length,
  );
}

function linksOf({ tensJoin = "", and = "", article = "", half = "", plus = {} }: NumberWords): Set<string> {
  const phrases = [tensJoin, and, article, half].flatMap((list) => list.split("/"));
  const words = [...phrases, ...Object.keys(plus)].flatMap((phrase) => phrase.split(" "));
  return new Set(words.filter((word) => word !== ""));
}
