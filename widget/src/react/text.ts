import { createContext, useContext } from "react";
import { createTranslate, languageFor, type Strings, type Translate } from "#i18n/strings.ts";

/** The texts of the interface, and times and days, in one language. */
export type Texts = {
  locale: string;
  /** Of the built-in texts: English where there are none in the locale's language. */
  language: string;
  /** Undefined: that of the page. */
  dir: "ltr" | "rtl" | undefined;
  /** Texts of the site in place of the built-in ones. */
  own: Partial<Strings>;
  t: Translate;
  /** `14:05` */
  time: (at: number) => string;
  /** `Today`, `Yesterday`, `Monday, 3 March` */
  day: (at: number, now?: number) => string;
};

export function createTexts(locale: string, own: Partial<Strings> = {}): Texts {
  const language = languageFor(locale, own);
  const dir = isRtl(language) ? "rtl" : isRtl(locale) ? "ltr" : undefined;
  const clock = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" });
  const thisYear = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });
  const otherYear = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric" });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return {
    locale,
    language,
    dir,
    own,
    t: createTranslate(locale, own),
    time: (at) => clock.format(at),
    day: (at, now = Date.now()) => {
      const days = daysBetween(at, now);
      if (days === 0 || days === -1) return capitalise(relative.format(days, "day"), language);
      return capitalise(
        (new Date(at).getFullYear() === new Date(now).getFullYear() ? thisYear : otherYear).format(at),
        language,
      );
    },
  };
}

export const TextContext = createContext<Texts | undefined>(undefined);

/** Texts in the language of the surrounding `ChatProvider`. */
export function useText(): Texts {
  const texts = useContext(TextContext);
  if (texts === undefined) throw new Error("useText needs a <ChatProvider> (or <Chat>) around it");
  return texts;
}

function daysBetween(at: number, now: number): number {
  const midnight = (time: number): number => new Date(time).setHours(0, 0, 0, 0);
  return Math.round((midnight(at) - midnight(now)) / 86_400_000); // Rounded: days of 23 and 25 hours exist.
}

function capitalise(text: string, locale: string): string {
  return text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1);
}

function isRtl(locale: string): boolean {
  return /^(?:ar|fa|he|ps|ur)\b/i.test(locale);
}
