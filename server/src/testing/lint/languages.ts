/** Of a BCP 47 tag. */
export function languageOf(locale: string): string {
  return (locale.split("-")[0] ?? "").toLowerCase();
}
