import { normalize } from "./normalize.ts";
import type { Understand } from "./understanding.ts";

/** Words or phrases that ask for a story: one list for all languages, or one for each (BCP 47 tag of the language). */
export type Keywords = readonly string[] | Readonly<Record<string, readonly string[]>>;

type Phrase = { intent: string; words: string; language: string | undefined };

/**
 * Finds stories by their keywords. Case, accents and punctuation do not count, only whole words do. The longest phrase
 * wins; the language of the conversation is asked first, then the others: who writes "bonjour" to an English page is
 * still understood. A text that is nothing but the phrase is clear, a phrase inside a longer text is a guess.
 */
export function keywordUnderstanding(intents: readonly { intent: string; keywords: Keywords }[]): Understand {
  const phrases = intents.flatMap(({ intent, keywords }) => toPhrases(intent, keywords));
  phrases.sort((a, b) => b.words.length - a.words.length);

  return async ({ content, locale }) => {
    const text = content.type === "text" ? normalize(content.text) : "";
    if (text === "") return undefined;
    const language = locale.split("-")[0];
    const found = phrases.filter(({ words }) => contains(text, words));
    const best = found.find((phrase) => phrase.language === undefined || phrase.language === language) ?? found[0];
    if (best === undefined) return undefined;
    return { intent: best.intent, params: {}, confidence: best.words === text ? 1 : 0.6, source: "keywords" };
  };
}

function toPhrases(intent: string, keywords: Keywords): Phrase[] {
  const lists: readonly (readonly [string | undefined, readonly string[]])[] = isList(keywords)
    ? [[undefined, keywords]]
    : Object.entries(keywords);
  return lists.flatMap(([language, phrases]) =>
    phrases.map((phrase) => ({ intent, words: normalize(phrase), language })),
  );
}

function isList(keywords: Keywords): keywords is readonly string[] {
  return Array.isArray(keywords);
}

function contains(text: string, words: string): boolean {
  return words !== "" && ` ${text} `.includes(` ${words} `);
}
