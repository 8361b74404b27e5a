import { languageOf } from "#i18n/locale.ts";
import { type FormWords, formWordLists, type MoreFormWords } from "./form-words.ts";
import { de } from "./words/de.ts";
import { en } from "./words/en.ts";
import { es } from "./words/es.ts";
import { fr } from "./words/fr.ts";
import { it } from "./words/it.ts";
import { nl } from "./words/nl.ts";
import { pt } from "./words/pt.ts";

/** By language (BCP 47). A language that is not here steers no form by words; an author can add it to a bot. */
const builtIn: Readonly<Record<string, FormWords>> = { en, fr, de, es, it, nl, pt };

/** The words of all languages, that of the conversation first: a command is clear in any of them. */
export function allFormWords(locale: string, more: MoreFormWords = nothingMore): FormWords[] {
  const languages = [locale, ...Object.keys(builtIn), ...Object.keys(more)].map(languageOf);
  return [...new Set(languages)].map((language) => formWordsOf(language, more));
}

const joined = new WeakMap<MoreFormWords, Map<string, FormWords>>();
const nothingMore: MoreFormWords = {};

/** The words of a language, with those that the author adds. Made once for each, because every message needs them. */
export function formWordsOf(locale: string, more: MoreFormWords = nothingMore): FormWords {
  const language = languageOf(locale);
  const known = joined.get(more)?.get(language);
  if (known !== undefined) return known;
  const words = joinWords(language, more);
  joined.set(more, (joined.get(more) ?? new Map<string, FormWords>()).set(language, words));
  return words;
}

function joinWords(language: string, more: MoreFormWords): FormWords {
  const added = Object.entries(more).filter(([tag]) => languageOf(tag) === language);
  const join = (name: keyof FormWords): readonly string[] => [
    ...(builtIn[language]?.[name] ?? []),
    ...added.flatMap(([, words]) => words[name] ?? []),
  ];
  return Object.fromEntries(formWordLists.map((name) => [name, join(name)])) as FormWords;
}
