/** `fr-CA` is French. */
export function languageOf(locale: string): string {
  return (locale.split("-")[0] ?? "").toLowerCase();
}

/** `fr-CA` is Canadian, `fr` is of no country. */
export function countryOf(locale: string): string | undefined {
  return locale
    .split("-")
    .slice(1)
    .find((part) => /^[A-Za-z]{2}$/.test(part))
    ?.toUpperCase();
}
