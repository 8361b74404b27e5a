import { languageOf } from "#i18n/locale.ts";
import { dates as de } from "./de/dates.ts";
import { numbers as deNumbers } from "./de/numbers.ts";
import { dates as en } from "./en/dates.ts";
import { numbers as enNumbers } from "./en/numbers.ts";
import { dates as es } from "./es/dates.ts";
import { numbers as esNumbers } from "./es/numbers.ts";
import { dates as fr } from "./fr/dates.ts";
import { numbers as frNumbers } from "./fr/numbers.ts";
import { dates as it } from "./it/dates.ts";
import { numbers as itNumbers } from "./it/numbers.ts";
import type { Language } from "./language.ts";
import { dates as nl } from "./nl/dates.ts";
import { numbers as nlNumbers } from "./nl/numbers.ts";
import { dates as pt } from "./pt/dates.ts";
import { numbers as ptNumbers } from "./pt/numbers.ts";

/** The languages that entities understand without the author's help. */
export const shippedLanguages: readonly Language[] = [
  { language: "en", numbers: enNumbers, dates: en },
  { language: "fr", numbers: frNumbers, dates: fr },
  { language: "de", numbers: deNumbers, dates: de },
  { language: "es", numbers: esNumbers, dates: es },
  { language: "it", numbers: itNumbers, dates: it },
  { language: "nl", numbers: nlNumbers, dates: nl },
  { language: "pt", numbers: ptNumbers, dates: pt },
];

/** The language of a locale: the author's own before ours. */
export function languageFor(locale: string, own: readonly Language[] = []): Language | undefined {
  const language = languageOf(locale);
  return [...own, ...shippedLanguages].find((each) => each.language === language);
}
