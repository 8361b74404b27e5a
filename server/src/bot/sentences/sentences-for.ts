import { languageOf } from "#i18n/locale.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { it } from "./it.ts";
import { nl } from "./nl.ts";
import { pt } from "./pt.ts";
import type { Sentences } from "./sentences.ts";

const all: Readonly<Record<string, Sentences>> = { en, fr, de, es, it, nl, pt };

/** English for a language that is not here. */
export function sentencesFor(locale: string): Sentences {
  return all[languageOf(locale)] ?? en;
}
