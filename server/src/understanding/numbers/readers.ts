import type { Language } from "#understanding/languages/language.ts";
import type { SpokenNumbers } from "./find-numbers.ts";
import { createNumberReader } from "./number-reader.ts";

const known = new WeakMap<object, SpokenNumbers>();

/** The number words of a language, made ready at their first use. */
export function spokenNumbers({ numbers }: Language): SpokenNumbers | undefined {
  if (numbers === undefined) return undefined;
  const found = known.get(numbers) ?? { words: numbers, reader: createNumberReader(numbers) };
  known.set(numbers, found);
  return found;
}
