import { distinguish } from "#channel/kit/distinguish.ts";
import type { SpeechWords } from "./speech-words.ts";

/** How choices are read out: `keys` numbers them as a telephone's keys, from `first` on. */
export type ChoiceReading = { locale: string; words: SpeechWords; keys?: { first: number }; max: number };

/**
 * The sentence that reads choices out: all of them, because a choice that nobody names is out of reach. Labels that are too long together are
 * shortened so that different ones stay different.
 */
export function sayChoices(
  labels: readonly string[],
  { locale, words, keys, max }: ChoiceReading,
): { sentence: string; shortened: boolean } {
  if (labels.length === 0) return { sentence: "", shortened: false };
  const read = (shown: readonly string[]): string =>
    keys === undefined
      ? words.choices(joinChoices(shown, locale))
      : words.keys(shown.map((label, index) => words.key(keys.first + index, label)).join(", "));
  const plain = labels.map((label) => label.replaceAll(/\s+/g, " ").trim());
  const sentence = read(plain);
  if (sentence.length <= max) return { sentence, shortened: false };
  // Each has the same room, and words around it.
  const each = Math.max(4, Math.floor(max / labels.length) - 24);
  return { sentence: read(distinguish(plain, each)), shortened: true };
}

function joinChoices(labels: readonly string[], locale: string): string {
  try {
    return new Intl.ListFormat(locale, { type: "disjunction" }).format(labels);
  } catch (error) {
    if (error instanceof RangeError) return new Intl.ListFormat("en", { type: "disjunction" }).format(labels);
    throw error;
  }
}
