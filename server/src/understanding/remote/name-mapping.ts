/** From the names of a service to those of the stories. Names that are not listed stay as they are; null: leave it out. */
export type NameMapping = Readonly<Record<string, string | null>>;

/**
 * @returns a function that takes the names a thing goes by at the service, the fullest first and the plain one last, and
 * gives the story's name. Undefined: it is to be left out.
 */
export function createMapping(names: NameMapping = {}): (...known: [string, ...string[]]) => string | undefined {
  // A map, because the names of a service may be those of an object's own parts, such as "constructor".
  const mapping = new Map(Object.entries(names));
  return (...known) => {
    for (const name of known) {
      const mapped = mapping.get(name);
      if (mapped !== undefined) return mapped ?? undefined;
    }
    return known.at(-1);
  };
}

/** The language a service is asked in: what is listed for the locale, else for its language, else the locale itself. */
export function languageOf(locale: string, languages: Readonly<Record<string, string>> = {}): string {
  const listed = new Map(Object.entries(languages));
  return listed.get(locale) ?? listed.get(locale.split("-")[0] ?? locale) ?? locale;
}
