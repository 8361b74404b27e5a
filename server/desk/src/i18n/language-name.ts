/** `German` for `de`; the tag itself where the browser has no name for it. */
export function languageName(tag: string, language: string): string {
  try {
    return new Intl.DisplayNames(language, { type: "language" }).of(tag) ?? tag;
  } catch {
    // Somebody else has written the tag, and it is none.
    return tag;
  }
}
