/**
 * Where to look for a message: the locale itself, or else the first of the same language; then its parents (`fr-CA`,
 * `fr`); then its siblings, for the wrong region's French is better than English; then the first locale of all. Its
 * head is what the bot answers in.
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

export function languageOf(locale: string): string {
  return (locale.split("-")[0] ?? "").toLowerCase();
}
