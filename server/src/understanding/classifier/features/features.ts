import { normalize } from "#understanding/text/normalize.ts";

/** How much of a text is read, in UTF-16 units. People say what they want at the beginning, and the work stays bounded. */
export const readLength = 1_000;

/** More features than a text of {@link readLength} can have: fewer than 1.5 positions for each unit, 5 n-grams at a position, and its words. */
export const mostFeatures = 10 * readLength;

/** Scripts without spaces between words. In them, one or two signs are often a word. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const longestGram = 5;
const wordStart = 0x5e;
const wordEnd = 0x24;

/**
 * Calls `visit` with a 32-bit hash for each feature of the text: its words, its pairs of neighbouring words, and the n-grams
 * of 3 to 5 signs in each word. The two ends of a word count as signs. Case, accents and punctuation do not count. The
 * n-grams make typos, endings and compounds harmless in any language. One text may visit the same hash more than once.
 */
export function visitFeatures(text: string, visit: (hash: number) => void): void {
  const normal = normalize(text.slice(0, readLength)).slice(0, readLength).trimEnd();
  if (normal === "") return;
  const shortestGram = unspaced.test(normal) ? 1 : 3;
  let before: number | undefined;
  for (let start = 0; start < normal.length;) {
    const space = normal.indexOf(" ", start);
    const end = space === -1 ? normal.length : space;
    const word = visitWord(normal, start, end, visit);
    if (before !== undefined) visit(mix(Math.imul(before, 31) ^ word));
    before = word;
    visitGrams(normal, start, end, shortestGram, visit);
    start = end + 1;
  }
}

function visitWord(text: string, start: number, end: number, visit: (hash: number) => void): number {
  let hash = 0x2f0b4c47;
  for (let at = start; at < end; at += 1) hash = add(hash, text.charCodeAt(at));
  const word = mix(hash);
  visit(word);
  return word;
}

function visitGrams(text: string, start: number, end: number, shortest: number, visit: (hash: number) => void): void {
  for (let from = start - 1; from <= end; from += 1) {
    let hash = 0x811c9dc5;
    for (let length = 1; length <= longestGram && from + length <= end + 1; length += 1) {
      const at = from + length - 1;
      const isEnd = at < start || at === end;
      hash = add(hash, at < start ? wordStart : isEnd ? wordEnd : text.charCodeAt(at));
      if (length >= shortest && !(isEnd && length === 1)) visit(mix(hash));
    }
  }
}

/** FNV-1a, over UTF-16 units. */
function add(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** Mixes the high bits of an FNV hash into the low ones, because the table uses the low ones. */
function mix(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return once ^ (once >>> 13);
}
