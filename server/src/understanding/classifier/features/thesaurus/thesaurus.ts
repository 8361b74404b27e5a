import { english } from "./english.ts";
import { french } from "./french.ts";

type Entries = {
  /** Concepts by word or phrase. */
  whole: Map<string, number[]>;
  /** Concepts by the beginning of a word. */
  beginnings: Map<string, number[]>;
};

const longestPhrase = 4;
const leastBeginning = 2;
const longestBeginning = 16;

const names = [...new Set([...Object.keys(english), ...Object.keys(french)])];
const { whole, beginnings } = readEntries();

/**
 * Calls `visit` with the number of each concept that begins with the word at `index`, from 0 up. A classifier that counts
 * letters and words learns nothing about "call off" from "cancel": the thesaurus tells it that they ask for the same thing,
 * and that "annuler" does, too. Words of languages that it does not list name no concept.
 *
 * @param words normalized.
 */
export function visitConcepts(words: readonly string[], index: number, visit: (concept: number) => void): void {
  const word = words[index] ?? "";
  const longest = Math.min(word.length, longestBeginning);
  for (let length = leastBeginning; length <= longest; length += 1)
    visitAll(beginnings.get(word.slice(0, length)), visit);
  let phrase = word;
  visitAll(whole.get(phrase), visit);
  const end = Math.min(words.length, index + longestPhrase);
  for (let next = index + 1; next < end; next += 1) {
    phrase = `${phrase} ${words[next] ?? ""}`;
    visitAll(whole.get(phrase), visit);
  }
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
  for (const table of [english, french]) {
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
