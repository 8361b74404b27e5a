import { en, type Words } from "./words.en.ts";
import { fr } from "./words.fr.ts";

export type { Words } from "./words.en.ts";

/** @param locale `turn.locale`, which is one of the bot's `locales` */
export function wordsOf(locale: string): Words {
  return locale === "fr" ? fr : en;
}
