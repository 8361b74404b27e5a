import { editDistance } from "#names/edit-distance.ts";
import { beginsAlike, singular, toleratedErrors } from "./word-distance.ts";

export type NearWord = { word: string; cost: number };

/** Finds the known words that a typed word may mean, with {@link wordDistance} as `cost`. */
export type Vocabulary = {
  /**
   * @param careful for words inside of a sentence. There, an error in the first letter makes another word, and four letters
   * ("pars") are more likely another word than a town ("Paris").
   */
  near(typed: string, careful: boolean): NearWord[];
};

type Entry = { word: string; letters: number; errors: number };

/**
 * Errors change the length by two at most, and each error changes two letters at most. So comparing the lengths and the sets
 * of letters first leaves few words for the slow comparison.
 */
export function createVocabulary(words: Iterable<string>): Vocabulary {
  const known = new Set(words);
  const bySingular = Map.groupBy(known, singular);
  const entries = Array.from(known, toEntry).filter(({ errors }) => errors > 0);
  const byLength = Map.groupBy(entries, ({ word }) => word.length);
  const byBeginning = Map.groupBy(entries, ({ word }) => beginning(word.length, word[0]));

  const around = ({ length }: string): number[] => [-2, -1, 0, 1, 2].map((errors) => length + errors);
  const ofLength = (typed: string): Entry[][] => around(typed).map((length) => byLength.get(length) ?? []);
  const alike = (typed: string): Entry[][] =>
    toleratedErrors(typed) === 0
      ? []
      : around(typed).flatMap((length) =>
          [...new Set([typed[0], typed[1]])].map((first) => byBeginning.get(beginning(length, first)) ?? []),
        );

  return {
    near(typed, careful) {
      const found = new Map<string, number>();
      for (const word of bySingular.get(singular(typed)) ?? []) found.set(word, word === typed ? 0 : 0.5);
      if (known.has(typed)) found.set(typed, 0);
      const letters = lettersOf(typed);
      const consider = (entry: Entry): void => {
        if (differing(letters, entry.letters) > 2 * entry.errors) return;
        if (found.has(entry.word) || (careful && !beginsAlike(typed, entry.word))) return;
        const cost = editDistance(typed, entry.word, entry.errors);
        if (cost <= entry.errors) found.set(entry.word, cost);
      };
      for (const near of careful ? alike(typed) : ofLength(typed)) near.forEach(consider);
      return Array.from(found, ([word, cost]) => ({ word, cost }));
    },
  };
}

function toEntry(word: string): Entry {
  return { word, letters: lettersOf(word), errors: toleratedErrors(word) };
}

function beginning(length: number, first: string | undefined): string {
  return `${length}${first}`;
}

/** One bit for each letter that occurs. Some letters share a bit, because there are 32. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let unit = 0; unit < word.length; unit++) letters |= 1 << (word.charCodeAt(unit) & 31);
  return letters;
}

function differing(a: number, b: number): number {
  let bits = a ^ b;
  let count = 0;
  for (; bits !== 0; count++) bits &= bits - 1;
  return count;
}
