import { languageOf } from "#i18n/locale.ts";
import { en } from "./words/en.ts";
import { fr } from "./words/fr.ts";

/** What a person may ask of any form while it waits for an answer. */
export type FormCommand = "cancel" | "startOver" | "goBack" | "recap";

export const formCommands: readonly FormCommand[] = ["cancel", "startOver", "goBack", "recap"];

/**
 * How the people of one language steer a form and correct it, as they would write it: case, accents and punctuation do not
 * count. A language adds a file in `words/` and its line in `builtIn`.
 */
export type FormWords = Readonly<
  Record<
    /** Whole messages, apart from words such as "please": "forget it" cancels, "cancel my subscription" does not. */
    | FormCommand
    /** Words before or after a new value that replaces an earlier one: "no, three", "make it three", "three instead". */
    | "correction"
    /** Words that deny what follows, up to the end of the clause or a word of `contrast`: "not 2", "instead of 2". */
    | "negation"
    /** Words that hold a word of `negation` and deny nothing: "why not 4". */
    | "affirmative"
    /** Words that end what a negation denies: "not 2 but 4". */
    | "contrast"
    /** What a question begins with, where there is no question mark. */
    | "question"
    /** Words that join two wishes of one message: "a table for two, and what are your hours?". */
    | "joint",
    readonly string[]
  >
>;

/** By language (BCP 47). A language that is not here steers no form by words; an author can add it to a bot. */
const builtIn: Readonly<Record<string, FormWords>> = { en, fr };

/** Words that an author adds, by language (BCP 47). */
export type MoreFormWords = Readonly<Record<string, Partial<FormWords>>>;

/** The names of all lists. */
export const formWordLists: readonly (keyof FormWords)[] = [
  ...formCommands,
  "correction",
  "negation",
  "affirmative",
  "contrast",
  "question",
  "joint",
];

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
  const known = joined.get(more) ?? new Map<string, FormWords>();
  const words = known.get(language) ?? joinWords(language, more);
  joined.set(more, known.set(language, words));
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
