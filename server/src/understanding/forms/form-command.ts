import { isFiller, withoutFillers } from "#understanding/text/fillers.ts";
import { normalize } from "#understanding/text/normalize.ts";
import type { FormCommand, FormWords } from "./form-words.ts";
import { toWords } from "./phrases-in.ts";

/** A person who writes more words than this says more than a command. */
const maxWords = 10;

/**
 * The command that a text gives, if it says nothing else: "please cancel", "no, start over". "Cancel my subscription" is
 * no command, but a wish for a story.
 */
export function findFormCommand(
  text: string,
  languages: readonly FormWords[],
  allowed: readonly FormCommand[],
): FormCommand | undefined {
  const typed = normalize(text).split(" ");
  if (typed.length > maxWords) return undefined;
  for (const words of languages) {
    const leads = toWords(words.correction).filter((phrase) => phrase.length === 1);
    const found = allowed.find((command) => toWords(words[command]).some((phrase) => isOnly(typed, phrase, leads)));
    if (found !== undefined) return found;
  }
  return undefined;
}

function isOnly(typed: readonly string[], phrase: readonly string[], leads: readonly string[][]): boolean {
  if (isSame(typed, phrase)) return true;
  const kept = withoutFillers(typed, (word) => phrase.includes(word));
  if (isSame(kept, phrase)) return true;
  const at = kept.findIndex((word) => !leads.some(([lead]) => lead === word) && !isFiller(word));
  return at > 0 && isSame(kept.slice(at), phrase);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, index) => word === other[index]);
}
