import { distinguish } from "#channel/kit/distinguish.ts";
import type { SaidChoice } from "./say-message.ts";
import type { SpeechWords } from "./speech-words.ts";

/** How choices are read out: `keys` numbers them as a telephone's keys, from `first` on. */
export type ChoiceReading = { locale: string; words: SpeechWords; keys?: { first: number }; max: number };

/**
 * The sentence that reads choices out: all of them, because a choice that nobody names is out of reach. Labels that are too long together are
 * shortened so that different ones stay different. What has the same label on several cards is read with its card and the number by which it
 * is chosen.
 */
export function sayChoices(
  choices: readonly SaidChoice[],
  { locale, words, keys, max }: ChoiceReading,
): { sentence: string; shortened: boolean } {
  if (choices.length === 0) return { sentence: "", shortened: false };
  const labels = choices.map(({ label }) => oneLine(label));
  const isRepeated = (index: number): boolean => labels.filter((label) => label === labels[index]).length > 1;
  const read = (shown: readonly string[]): string =>
    keys === undefined
      ? words.choices(
          joinChoices(
            shown.map((label, index) => (isRepeated(index) ? words.key(index + 1, label) : label)),
            locale,
          ),
        )
      : words.keys(shown.map((label, index) => words.key(keys.first + index, label)).join(", "));
  const plain = choices.map(({ of }, index) =>
    [labels[index] ?? "", ...(of !== undefined && isRepeated(index) ? [oneLine(of)] : [])].join(": "),
  );
  const sentence = read(plain);
  if (sentence.length <= max) return { sentence, shortened: false };
  // Each has the same room, and words around it.
  const each = Math.max(4, Math.floor(max / choices.length) - 24);
  return { sentence: read(distinguish(plain, each)), shortened: true };
}

function oneLine(words: string): string {
  return words.replaceAll(/\s+/g, " ").trim();
}

function joinChoices(labels: readonly string[], locale: string): string {
  try {
    return new Intl.ListFormat(locale, { type: "disjunction" }).format(labels);
  } catch (error) {
    if (error instanceof RangeError) return new Intl.ListFormat("en", { type: "disjunction" }).format(labels);
    throw error;
  }
}
