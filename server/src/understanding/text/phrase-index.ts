import { createVocabulary, type NearWord } from "./vocabulary.ts";

/** Words (folded) that stand for a value; `language` undefined: in any language. */
export type Phrase<Value> = { words: readonly string[]; value: Value; language: string | undefined };

/** The words `from` to `to` (exclusive) are a phrase for `value`; `cost` says how far they are from it. */
export type PhraseMatch<Value> = { from: number; to: number; value: Value; cost: number };

export type PhraseIndex<Value> = {
  /**
   * Every run of words that is a phrase. Two values that are equally near are no match. The phrases of `language` come
   * before those of others. `careful` as in `Vocabulary.near`.
   */
  match(words: readonly string[], language: string, careful: boolean): PhraseMatch<Value>[];
};

/** The phrases as a tree of words: what begins alike is compared once. */
type Node<Value> = { next: Map<string, Node<Value>>; ends: Phrase<Value>[] };

type Candidate<Value> = { to: number; value: Value; cost: number };

/** A foreign phrase is less likely than one of the own language, and likelier than another number of a word. */
const foreign = 0.25;

export function createPhraseIndex<Value>(phrases: readonly Phrase<Value>[]): PhraseIndex<Value> {
  const root: Node<Value> = { next: new Map(), ends: [] };
  for (const phrase of phrases) insert(root, phrase);
  const vocabulary = createVocabulary(phrases.flatMap(({ words }) => words));

  return {
    match(words, language, careful) {
      const near = remember((word) => vocabulary.near(word, careful));
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

/** A long text repeats its words. */
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

/** Of the candidates that end at the same word the nearest, where that is one value. */
function unambiguous<Value>(candidates: readonly Candidate<Value>[]): Candidate<Value>[] {
  return Array.from(Map.groupBy(candidates, ({ to }) => to).values()).flatMap((rivals) => {
    const cost = Math.min(...rivals.map((rival) => rival.cost));
    const [best, ...others] = rivals.filter((rival) => rival.cost === cost);
    return best === undefined || others.some(({ value }) => value !== best.value) ? [] : [best];
  });
}
