import { english } from "./english.ts";
import { englishTrades } from "./english-trades.ts";
import { french } from "./french.ts";
import { frenchTrades } from "./french-trades.ts";

/** A concept is in one table of a language, and has the same name in the other language. */
export const tables = { english, englishTrades, french, frenchTrades };

type Entries = {
  /** Concepts by word or phrase. */
  whole: Map<string, number[]>;
  /** Concepts by the beginning of a word. */
  beginnings: Map<string, number[]>;
};

const longestPhrase = 4;
const leastBeginning = 2;
const longestBeginning = 16;
const leastPlural = 4;
const digits = /^\p{N}/u;

const names = [...new Set(Object.values(tables).flatMap((table) => Object.keys(table)))];
const { whole, beginnings } = readEntries();
/** Of words that are too many for a table: "20", "7pm". */
const numeral = names.indexOf("numeral");

/**
 * Calls `visit` with the number of each concept that begins with the word at `index`, from 0 up. A classifier that counts
 * letters and words learns nothing about "call off" from "cancel": the thesaurus tells it that they ask for the same thing,
 * and that "annuler" does, too. Words of languages that it does not list name no concept.
 *
 * @param words normalized.
 */
export function visitConcepts(words: readonly string[], index: number, visit: (concept: number) => void): void {
  const word = words[index] ?? "";
  if (digits.test(word)) visit(numeral);
  const longest = Math.min(word.length, longestBeginning);
  for (let length = leastBeginning; length <= longest; length += 1)
    visitAll(beginnings.get(word.slice(0, length)), visit);
  let phrase = word;
  visitAll(whole.get(word) ?? whole.get(singularOf(word)), visit);
  const end = Math.min(words.length, index + longestPhrase);
  for (let next = index + 1; next < end; next += 1) {
    phrase = `${phrase} ${words[next] ?? ""}`;
    visitAll(whole.get(phrase), visit);
  }
}

/** English and French plurals that only add a letter; others are in the tables. A short word is left alone: "bus" is no plural. */
function singularOf(word: string): string {
  return word.length >= leastPlural && /[sx]$/.test(word) ? word.slice(0, -1) : word;
}

function visitAll(concepts: readonly number[] | undefined, visit: (concept: number) => void): void {
  if (concepts !== undefined) for (const concept of concepts) visit(concept);
}

/** Whether a single word names a concept. */
export function namesConcept(word: string): boolean {
  let found = false;
  visitConcepts([word], 0, () => (found = true));
  return found;
}

/** For reports: what a concept is called. */
export function nameOfConcept(concept: number): string {
  return names[concept] ?? "";
}

function readEntries(): Entries {
  const entries: Entries = { whole: new Map(), beginnings: new Map() };
  for (const table of Object.values(tables)) {
    for (const [name, words] of Object.entries(table)) {
      const concept = names.indexOf(name);
      for (const word of words.split(" ")) {
        const isBeginning = word.endsWith("*");
        const key = (isBeginning ? word.slice(0, -1) : word).replaceAll("_", " ").trim();
        const target = isBeginning ? entries.beginnings : entries.whole;
        const found = target.get(key);
        if (found === undefined) target.set(key, [concept]);
        else if (!found.includes(concept)) found.push(concept);
      }
    }
  }
  return entries;
}
