import { createContext } from "react";
import { en, isComplete, type Strings, type Translate } from "#i18n/strings.ts";
import { createTranslator, type Plural, type Translator } from "#i18n/translate.ts";
import { useProvided } from "./use-provided.ts";

/** The texts of the interface, and times and days, in one language. */
export type Texts = {
  /** How times, days and numbers are written, in the language of the texts. */
  locale: string;
  /** Of the texts: English where they are not complete in the wished one. */
  language: string;
  dir: "ltr" | "rtl";
  t: Translate;
  /** As `t`, for accessible names: a control has one, in English, also while the texts are on their way. */
  nameOf: Translate;
  /** Of what `nameOf` gives. */
  nameLanguage: string;
  /** For parts that bring English texts of their own, and perhaps those of the language. */
  translate: <Own extends Record<keyof Own, string | Plural>>(
    english: Own,
    ofLanguage?: Partial<Own>,
  ) => Translator<Own>;
  /** `14:05` */
  time: (at: number) => string;
  /** `Today`, `Yesterday`, `Monday, 3 March` */
  day: (at: number, now?: number) => string;
};

/** So long there are no texts while those of the language are on their way. Then there are English ones. */
export const patienceMs = 3_000;

/** @param pending the texts of this language are on their way. Until they come there are none, instead of English ones. */
export function createTexts(wish: string, strings: Partial<Strings> = {}, pending = false): Texts {
  const served = pending || isComplete(strings, wish);
  // The region stays: it decides between "2:05 PM" and "14:05".
  const locale = served ? wish : wish.replace(/^[a-z]+(-[A-Z][a-z]{3})?/, "en");
  const language = served ? wish : "en";
  // Made for the first time that is shown: the first of its kind takes the browser 12 ms.
  let clock: Intl.DateTimeFormat | undefined;
  const translate: Texts["translate"] = (english, ofLanguage) =>
    createTranslator(pending ? {} : english, { ...ofLanguage, ...(strings as Partial<typeof english>) }, wish);
  return {
    locale,
    language,
    dir: /^(?:ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/.test(language) ? "rtl" : "ltr",
    t: translate(en),
    nameOf: createTranslator(en, strings, wish),
    nameLanguage: pending ? "en" : language,
    translate,
    time: (at) => (clock ??= new Intl.DateTimeFormat(locale, { timeStyle: "short" })).format(at),
    day: (at, now = Date.now()) => {
      const days = daysBetween(at, now);
      const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
      return capitalise(
        days === 0 || days === -1
          ? new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day")
          : new Intl.DateTimeFormat(locale, {
              day: "numeric",
              month: "long",
              ...(isThisYear ? { weekday: "long" } : { year: "numeric" }),
            }).format(at),
        locale,
      );
    },
  };
}

export const TextContext = createContext<Texts | undefined>(undefined);

/** Texts in the language of the surrounding `ChatProvider`. */
export const useText = (): Texts => useProvided(TextContext);

function daysBetween(at: number, now: number): number {
  const midnight = (time: number): number => new Date(time).setHours(0, 0, 0, 0);
  return Math.round((midnight(at) - midnight(now)) / 86_400_000); // Rounded: days of 23 and 25 hours exist.
}

function capitalise(text: string, locale: string): string {
  return text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1);
}
