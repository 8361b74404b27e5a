/**
 * The language to answer in: the first wish that the bot speaks, exactly or by its language ("fr-CA" is served by "fr",
 * "pt" by "pt-BR"); else the bot's first.
 */
export function chooseLocale(
  spoken: readonly [string, ...string[]],
  ...wishes: readonly (string | undefined)[]
): string {
  for (const wish of wishes) {
    if (wish === undefined) continue;
    const exact = spoken.find((locale) => locale.toLowerCase() === wish.toLowerCase());
    const match = exact ?? spoken.find((locale) => languageOf(locale) === languageOf(wish));
    if (match !== undefined) return match;
  }
  return spoken[0];
}

function languageOf(locale: string): string {
  return (locale.split("-")[0] ?? "").toLowerCase();
}
