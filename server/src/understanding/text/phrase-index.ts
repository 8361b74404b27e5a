import { createVocabulary, type NearWord } from "./vocabulary.ts";

/** Normalized words that mean a value. `language` undefined: in any language. */
export type Phrase<Value> = { words: readonly string[]; value: Value; language: string | undefined };

/** The words from `from` to `to` (exclusive) are a phrase for `value`. `cost` says how far they are from the phrase. */
export type PhraseMatch<Value> = { from: number; to: number; value: Value; cost: number };

export type PhraseIndex<Value> = {
  /**
   * Every run of words that is a phrase. If two values are equally near, there is no match. The phrases of `language` win
   * over those of other languages. `careful` as in `Vocabulary.near`.
   */
  match(words: readonly string[], language: string, careful: boolean): PhraseMatch<Value>[];
};

/** The phrases as a tree of words, so that equal beginnings are compared once. */
type Node<Value> = { next: Map<string, Node<Value>>; ends: Phrase<Value>[] };

type Candidate<Value> = { to: number; value: Value; cost: number };

/** A phrase of another language is less likely than one of the own language, and likelier than a plural instead of a singular. */
const foreign = 0.25;

/** @param exactOf the words of a language that are never a misspelt phrase. */
export function createPhraseIndex<Value>(
  phrases: readonly Phrase<Value>[],
  exactOf: (language: string) => ReadonlySet<string> = () => new Set(),
): PhraseIndex<Value> {
  const root: Node<Value> = { next: new Map(), ends: [] };
  for (const phrase of phrases) insert(root, phrase);
  const vocabulary = createVocabulary(phrases.flatMap(({ words }) => words));

  return {
    match(words, language, careful) {
      const exact = exactOf(language);
      const near = remember((word) =>
        vocabulary.near(word, careful).filter(({ cost }) => cost < 1 || !exact.has(word)),
      );
      return words.flatMap((_, from) => {
        const candidates = candidatesAt(root, words, from, near, language);
        return unambiguous(candidates).map((candidate) => ({ from, ...candidate }));
      });
    },
  };
}

function insert<Value>(root: Node<Value>, phrase: Phrase<Value>): void {
  let node = root;
  for (const word of phrase.words) {
    const next = node.next.get(word) ?? { next: new Map(), ends: [] };
    node.next.set(word, next);
    node = next;
  }
  if (phrase.words.length > 0) node.ends.push(phrase);
}

/** A cache, because a long text repeats its words. */
function remember(near: (word: string) => NearWord[]): (word: string) => NearWord[] {
  const known = new Map<string, NearWord[]>();
  return (word) => {
    const found = known.get(word) ?? near(word);
    known.set(word, found);
    return found;
  };
}

function candidatesAt<Value>(
  root: Node<Value>,
  words: readonly string[],
  from: number,
  near: (word: string) => NearWord[],
  language: string,
): Candidate<Value>[] {
  const found: Candidate<Value>[] = [];
  const walk = (node: Node<Value>, to: number, cost: number): void => {
    for (const { value, language: own } of node.ends) {
      found.push({ to, value, cost: cost + (own === undefined || own === language ? 0 : foreign) });
    }
    const word = words[to];
    if (word === undefined || node.next.size === 0) return;
    for (const each of near(word)) {
      const next = node.next.get(each.word);
      if (next !== undefined) walk(next, to + 1, cost + each.cost);
    }
  };
  walk(root, from, 0);
  return found;
}

/** The nearest of the candidates that end at the same word. None, if two values are equally near. */
function unambiguous<Value>(candidates: readonly Candidate<Value>[]): Candidate<Value>[] {
  return Array.from(Map.groupBy(candidates, ({ to }) => to).values()).flatMap((rivals) => {
    const cost = Math.min(...rivals.map((rival) => rival.cost));
    const [best, ...others] = rivals.filter((rival) => rival.cost === cost);
    return best === undefined || others.some(({ value }) => value !== best.value) ? [] : [best];
  });
}
