/**
 * The first candidate that is a language tag, in canonical form. `fr_FR` counts as `fr-FR`, because many content systems
 * write it that way.
 */
export function pickLocale(...candidates: (string | null | undefined)[]): string {
  for (const candidate of candidates) {
    try {
      if (candidate) return String(new Intl.Locale(candidate.replaceAll("_", "-")));
    } catch {
      // Not a language tag: the next candidate may be one.
    }
  }
  return "en";
}

/** In a browser: the wish, else the language of the page, else the visitor's. */
export function pageLocale(wish?: string | null): string {
  return pickLocale(wish, document.documentElement.lang, navigator.language);
}

/** `pageLocale` with a region. On a server: the wish, else English. */
export function browserLocale(wish?: string | null): string {
  if (typeof document === "undefined") return pickLocale(wish);
  const locale = pageLocale(wish);
  // A language has several ways to write times and days. Where the page names no region, the visitor's own decides.
  return navigator.languages.find((own) => own.startsWith(`${locale}-`)) ?? locale;
}

/** `fr` for `fr-CA`. */
export function languageOf(locale: string): string {
  return locale.split("-")[0] ?? locale;
}
