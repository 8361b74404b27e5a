import { languageOf } from "#i18n/locale.ts";
import type { Understander } from "./understanding.ts";
import { normalize } from "./text/normalize.ts";
import { unspaced } from "./text/segment.ts";

/** Words or sentences: one list for all languages, or one for each (BCP 47 tag of the language). */
export type Phrases = readonly string[] | Readonly<Record<string, readonly string[]>>;

type Phrase = { intent: string; words: string; language: string | undefined };

/**
 * Finds stories by their keywords. Only whole words count; case, accents and punctuation do not. The longest phrase wins.
 * Phrases in the language of the conversation come first, then those of other languages, so that "bonjour" on an English
 * page is still understood.
 */
export function keywordUnderstanding(intents: readonly { intent: string; keywords: Phrases }[]): Understander {
  const phrases = intents.flatMap(({ intent, keywords }) => toPhrases(intent, keywords));
  phrases.sort((a, b) => b.words.length - a.words.length);

  return {
    name: "keywords",
    understand({ content, locale, expected }) {
      const text = content.type === "text" ? normalize(content.text) : "";
      if (text === "") return undefined;
      const language = languageOf(locale);
      const found = phrases.filter(({ words }) => contains(text, words));
      const best =
        found.find(({ intent }) => expected.includes(intent)) ??
        found.find((phrase) => phrase.language === undefined || phrase.language === language) ??
        found[0];
      if (best === undefined) return undefined;
      const others = new Set(found.map(({ intent }) => intent));
      others.delete(best.intent);
      return {
        intent: best.intent,
        params: {},
        confidence: confidenceOf(best.words, text),
        entities: [],
        alternatives: [...others].map((intent) => ({ intent, confidence: 0.5 })),
        source: "keywords",
      };
    },
  };
}

/**
 * A text that is equal to the phrase is clear. A phrase of several words inside a longer text is rarely there by chance. A
 * single word may be, and the confidence falls with the length of the text.
 */
function confidenceOf(words: string, text: string): number {
  if (words === text) return 1;
  const share = words.length / text.length;
  return words.includes(" ") ? Math.max(0.75, 0.5 + 0.39 * share) : 0.5 + 0.35 * share;
}

function toPhrases(intent: string, keywords: Phrases): Phrase[] {
  return phrasesByLocale(keywords).map(({ text, locale }) => ({
    intent,
    words: normalize(text),
    language: locale === undefined ? undefined : languageOf(locale),
  }));
}

/** One by one. `locale` undefined: of any language. */
export function phrasesByLocale(phrases: Phrases): { text: string; locale: string | undefined }[] {
  if (isList(phrases)) return phrases.map((text) => ({ text, locale: undefined }));
  return Object.entries(phrases).flatMap(([locale, texts]) => texts.map((text) => ({ text, locale })));
}

function isList(phrases: Phrases): phrases is readonly string[] {
  return Array.isArray(phrases);
}

function contains(text: string, words: string): boolean {
  if (words === "") return false;
  if (` ${text} `.includes(` ${words} `)) return true;
  // A dictionary parts the same signs in different ways. One sign alone may be a part of any word.
  const signs = words.replaceAll(" ", "");
  return unspaced.test(words) && signs.length > 1 && text.replaceAll(" ", "").includes(signs);
}
