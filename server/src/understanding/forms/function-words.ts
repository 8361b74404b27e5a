import { phrasesOf } from "#understanding/entities/yes-no-words.ts";
import { languageOf } from "#i18n/locale.ts";
import { formWordsOf } from "./form-languages.ts";
import { formCommands } from "./form-words.ts";
import { toWords } from "./phrases-in.ts";

const lists = [...formCommands, "correction", "negation", "affirmative", "contrast"] as const;

const known = new Map<string, ReadonlySet<string>>();

/**
 * The words of a language that steer a conversation: yes and no, denials, corrections, commands. None of them is a misspelt
 * name: "keine" is not "kleine".
 */
export function functionWordsOf(locale: string): ReadonlySet<string> {
  const language = languageOf(locale);
  const found = known.get(language) ?? new Set(wordsOf(language));
  // Only languages that have such words are kept: a locale comes from a page.
  if (found.size > 0) known.set(language, found);
  return found;
}

function wordsOf(language: string): string[] {
  const spoken = formWordsOf(language);
  const steering = lists.flatMap((list) => toWords(spoken[list]).flat());
  return [...steering, ...[...phrasesOf(language).keys()].flatMap((phrase) => phrase.split(" "))];
}
