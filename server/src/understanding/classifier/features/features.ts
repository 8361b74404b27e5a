import { normalize } from "#understanding/text/normalize.ts";
import { visitConcepts } from "./thesaurus/thesaurus.ts";

/** How much of a text is read, in UTF-16 units. People say what they want at the beginning, and the work stays bounded. */
export const readLength = 1_000;

/** More features than a text of {@link readLength} can have: fewer than 1.5 positions for each unit, 5 n-grams at a position, its words and their concepts. */
export const mostFeatures = 12 * readLength;

/** How much a feature counts beside one n-gram. Chosen on the corpora for development, see `npm run bench`. */
const plainWeight = 1;
const pairWeight = 1;
/** A word has a dozen n-grams but one or two concepts: without a greater weight they would not be heard. */
const conceptWeight = 4;

/** Gets a 32-bit hash, how much a feature of its kind counts, and the index of the word that has it. */
export type VisitFeature = (hash: number, weight: number, word: number) => void;

/** Scripts without spaces between words. In them, one or two signs are often a word. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const longestGram = 5;
const wordStart = 0x5e;
const wordEnd = 0x24;
const conceptStart = 0x6b8f21d3;

/** The part of a text that is read, normalized. */
export function readableText(text: string): string {
  return normalize(text.slice(0, readLength)).slice(0, readLength).trimEnd();
}

/**
 * Calls `visit` for each feature of a text as `readableText` gives it: its words, its pairs of neighbouring words, the n-grams of 3 to 5 signs in each
 * word, and the concepts of the thesaurus. The two ends of a word count as signs.
 * The n-grams make typos, endings and compounds harmless in any language. One text may visit the same hash more than once.
 */
export function visitFeatures(normal: string, visit: VisitFeature): void {
  if (normal === "") return;
  const shortestGram = unspaced.test(normal) ? 1 : 3;
  const words = normal.split(" ");
  let at = 0;
  const visitConcept = (concept: number): void => visit(mix(add(conceptStart, concept)), conceptWeight, at);
  const visitPlain = (hash: number): void => visit(hash, plainWeight, at);
  let before: number | undefined;
  let start = 0;
  for (const [index, { length }] of words.entries()) {
    const end = start + length;
    at = index;
    const word = visitWord(normal, start, end, visitPlain);
    if (before !== undefined) visit(mix(Math.imul(before, 31) ^ word), pairWeight, at);
    before = word;
    visitGrams(normal, start, end, shortestGram, visitPlain);
    visitConcepts(words, index, visitConcept);
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
