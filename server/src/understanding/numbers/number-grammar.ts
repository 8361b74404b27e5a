/** A number in words. `next` is the index after its last word. */
export type SpelledNumber = { value: number; next: number };

export type ReadGroup = (words: readonly string[], at: number) => SpelledNumber | undefined;

/** How a language builds numbers from groups below a thousand. */
export type NumberGrammar = {
  group: ReadGroup;
  scales: ReadonlyMap<string, number>;
  /** Scales that need no group: "mille" is a thousand, "million" alone is nothing. */
  bare: ReadonlySet<string>;
  /** "two thousand and five". */
  and: string | undefined;
  collectives: ReadonlyMap<string, number>;
  half: readonly string[];
  /** All words of the groups. */
  words: readonly string[];
};

/** Words for consecutive numbers, or for every tenth number. */
export function counting(words: string, from: number, step = 1): [string, number][] {
  return words.split(" ").map((word, index) => [word, from + step * index]);
}

export function spelled(value: number | undefined, next: number): SpelledNumber | undefined {
  return value === undefined ? undefined : { value, next };
}

export function withRest(value: number, rest: SpelledNumber | undefined, next: number): SpelledNumber {
  return rest === undefined ? { value, next } : { value: value + rest.value, next: rest.next };
}
