import { languageOf } from "#i18n/locale.ts";
import { en } from "./en.ts";
import { fr } from "./fr.ts";
import type { Sentences } from "./sentences.ts";

const all: Readonly<Record<string, Sentences>> = { en, fr };

/** English for a language that is not here. */
export function sentencesFor(locale: string): Sentences {
  return all[languageOf(locale)] ?? en;
}
