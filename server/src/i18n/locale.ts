/** The language of a locale, in small letters: `fr-CA` is `fr`. */
export function languageOf(locale: string): string {
  return (locale.split("-")[0] ?? "").toLowerCase();
}

/** The country of a locale, in capitals: `fr-CA` is of `CA`, `fr` is of no country. */
export function countryOf(locale: string): string | undefined {
  return locale
    .split("-")
    .slice(1)
    .find((part) => /^[A-Za-z]{2}$/.test(part))
    ?.toUpperCase();
}

/** The locale with the country of the person, if it has none: a bot in `en` reads dates of a page in `en-US` as an American. */
export function regionalLocale(locale: string, region: string | undefined): string {
  return region === undefined || countryOf(locale) !== undefined || !isLocale(`${locale}-${region}`)
    ? locale
    : `${locale}-${region}`;
}

/** Whether a text is a language tag (BCP 47). */
export function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * The order in which locales are searched for a message: the locale itself, or else the first of the same language; then
 * its parents (`fr-CA`, `fr`); then its siblings, because French of the wrong region is better than English; then the first
 * locale of all. The first one of the chain is the locale that the bot answers in.
 */
export function localeChain(locales: readonly [string, ...string[]], wish: string): string[] {
  const lower = wish.toLowerCase();
  const family = locales.filter((locale) => languageOf(locale) === languageOf(wish));
  const head = locales.find((locale) => locale.toLowerCase() === lower) ?? family[0] ?? locales[0];
  const parents = parentsOf(head, locales);
  return [...new Set([head, ...parents, ...family, locales[0]])];
}

/** The listed locales that this one falls back to by its own name, the nearest first. */
export function parentsOf(locale: string, locales: readonly string[]): string[] {
  return locales
    .filter((other) => locale.toLowerCase().startsWith(`${other.toLowerCase()}-`))
    .sort((a, b) => b.length - a.length);
}
