/** The stories' names by those of a service. A name that is not listed stays as it is; null: it is left out. */
export type NameMapping = Readonly<Record<string, string | null>>;

/**
 * @returns a function that takes all names of one thing at the service, the fullest first and the plain one last, and gives
 * its name in the stories. Undefined: the thing is left out.
 */
export function createMapping(names: NameMapping = {}): (...known: [string, ...string[]]) => string | undefined {
  // A map, because a service may use a name that every object has, such as "constructor".
  const mapping = new Map(Object.entries(names));
  return (...known) => {
    for (const name of known) {
      const mapped = mapping.get(name);
      if (mapped !== undefined) return mapped ?? undefined;
    }
    return known.at(-1);
  };
}
