import type { Word } from "#understanding/text/mapped-text.ts";
import { type NumberWords, spellingsIn, wordsIn } from "./number-words.ts";

/** The phrases of a language, and the words of its numbers that need them. */
type Indefinite = {
  phrases: readonly (readonly string[])[];
  articles: ReadonlySet<string>;
  sizes: ReadonlySet<string>;
};

const known = new WeakMap<NumberWords, Indefinite>();

function indefiniteOf(words: NumberWords): Indefinite {
  const phrases = (words.indefinite ?? "").split(";").map((phrase) => wordsIn(phrase));
  const sizes = [...Object.keys(words.scales), ...Object.keys(words.collectives ?? {}), ...words.hundred.split("/")];
  const ones = spellingsIn(words.small)[0] ?? [];
  return {
    phrases: phrases.filter(({ length }) => length > 0),
    articles: new Set([...ones, ...(words.article ?? "").split("/")]),
    sizes: new Set(sizes),
  };
}

const of = new Set("of de di von van".split(" "));

/**
 * Whether nobody can say how many a run of number words means: "ein" in "ein paar", "hundert" in "einige hundert", "a couple"
 * in "a couple of hundred". `to` is the index behind the run.
 */
export function isIndefinite(elements: readonly Word[], from: number, to: number, words: NumberWords): boolean {
  const { phrases, articles, sizes } = known.get(words) ?? indefiniteOf(words);
  if (!known.has(words)) known.set(words, indefiniteOf(words));
  const isAt = (phrase: readonly string[], at: number): boolean =>
    phrase.every((word, index) => elements[at + index]?.text === word && isNear(elements[at + index]));
  const isArticle = to - from === 1 && articles.has(elements[from]?.text ?? "");
  const isSize = sizes.has(elements[from]?.text ?? "") && isNear(elements[from]);
  return phrases.some((phrase) => {
    const isBehind = (isArticle || of.has(phrase[0] ?? "")) && isAt(phrase, to);
    return isBehind || (isSize && phrase.every((word, index) => elements[from - phrase.length + index]?.text === word));
  });
}

function isNear(word: Word | undefined): boolean {
  return word !== undefined && /^[ -]$/.test(word.gap);
}
