import { languageWords, type LanguageWords } from "./language-words.ts";

/** By word, then by language. The more languages have a word, the less it weighs. */
export const weights: ReadonlyMap<string, ReadonlyMap<string, number>> = toWeights();

/** The language of each word that is clear even alone. */
export const greetings: ReadonlyMap<string, string> = new Map(
  Object.entries(languageWords).flatMap(([language, { alone }]) =>
    list(alone).map((word) => [word, language] as const),
  ),
);

function toWeights(): Map<string, Map<string, number>> {
  const weights = new Map<string, Map<string, number>>();
  for (const [language, words] of Object.entries(languageWords)) {
    for (const [word, weight] of weigh(words)) {
      const known = weights.get(word) ?? new Map<string, number>();
      weights.set(word, known.set(language, Math.max(weight, known.get(language) ?? 0)));
    }
  }
  for (const languages of weights.values()) {
    const shared = languages.size;
    for (const [language, weight] of languages) languages.set(language, weight / shared);
  }
  return weights;
}

function weigh({ sentence, small, alone }: LanguageWords): (readonly [word: string, weight: number])[] {
  return [
    ...list(`${sentence} ${alone}`).flatMap((word) => spellings(word).map((spelling) => [spelling, 1] as const)),
    ...list(small).flatMap((word) => spellings(word).map((spelling) => [spelling, 0.5] as const)),
  ];
}

/** The word, and the word without accents, as people type it in a hurry. Of one letter only as it is: without its accent it is another word. */
function spellings(word: string): string[] {
  const plain = word.normalize("NFD").replaceAll(/\p{M}/gu, "");
  return plain === word || plain.length === 1 ? [word] : [word, plain];
}

function list(words: string): string[] {
  return words.split(/\s+/).filter((word) => word !== "");
}
