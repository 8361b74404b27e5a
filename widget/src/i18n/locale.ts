/**
 * The first candidate that is a language tag, in canonical form. `fr_FR` counts as `fr-FR`, because many content systems
 * write it that way.
 */
export function pickLocale(...candidates: (string | null | undefined)[]): string {
  for (const candidate of candidates) {
    const locale = canonicalLocale(candidate);
    if (locale !== undefined) return locale;
  }
  return "en";
}

/** In a browser: the wish, else the language of the page, else the visitor's. On a server: the wish, else English. */
export function browserLocale(wish?: string | null): string {
  if (typeof document === "undefined") return pickLocale(wish);
  return pickLocale(wish, document.documentElement.lang, navigator.language);
}

/** The catalogue for a locale: `fr-CA`, then `fr`, then undefined. */
export function lookUp<Catalogue>(catalogues: Record<string, Catalogue>, locale: string): Catalogue | undefined {
  return catalogues[locale] ?? catalogues[locale.split("-")[0] ?? locale];
}

function canonicalLocale(tag: string | null | undefined): string | undefined {
  if (tag === null || tag === undefined || tag === "") return undefined;
  try {
    return Intl.getCanonicalLocales(tag.replaceAll("_", "-"))[0];
  } catch {
    return undefined; // Not a language tag: the next candidate may be one.
  }
}
