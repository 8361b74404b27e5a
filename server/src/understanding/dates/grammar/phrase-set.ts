import { tokensOf } from "./token.ts";

/** Phrases as token lists, the longest first, by their first and by their last word. */
export type PhraseSet = {
  byFirst: ReadonlyMap<string, readonly (readonly string[])[]>;
  byLast: ReadonlyMap<string, readonly (readonly string[])[]>;
};

/** A list of phrases is separated by `;`, or by spaces if all of them are single words. */
export function phraseSet(list = ""): PhraseSet {
  const phrases = list
    .split(list.includes(";") ? ";" : /\s+/)
    .map((phrase) => tokensOf(phrase.trim()).map(({ text }) => text))
    .filter((phrase) => phrase.length > 0)
    .sort((a, b) => b.length - a.length);
  return {
    byFirst: Map.groupBy(phrases, ([first]) => first ?? ""),
    byLast: Map.groupBy(phrases, (phrase) => phrase.at(-1) ?? ""),
  };
}
