import { normalize } from "#understanding/text/normalize.ts";
import { namesConcept } from "./thesaurus/thesaurus.ts";
import { createVocabulary } from "#understanding/text/vocabulary.ts";

/** Numbers and short words are left alone: one sign more or less makes another one. */
const correctable = /^\p{L}{5,}$/u;
/** The spellings of so many typed words are remembered. */
const mostRemembered = 2_000;

/** The words of the texts that a typing error may have been made in. */
export function correctableWords(texts: readonly string[]): string[] {
  const words = texts.flatMap((text) => normalize(text).split(" "));
  return [...new Set(words)].filter((word) => correctable.test(word));
}

/**
 * Writes words that neither the examples nor the thesaurus have as the known word that they are nearest to, if there is exactly one within a typing error or a plural. A
 * mistyped word would lose its concepts, which count most.
 *
 * @returns a function that takes and gives normalized text.
 */
export function createSpelling(known: readonly string[]): (text: string) => string {
  const words = new Set(known);
  const vocabulary = createVocabulary(known);
  const remembered = new Map<string, string>();

  function correct(word: string): string {
    if (words.has(word) || !correctable.test(word)) return word;
    const found = remembered.get(word);
    if (found !== undefined) return found;
    if (namesConcept(word)) return word;
    const near = vocabulary.near(word, true).sort((a, b) => a.cost - b.cost);
    const [best, second] = near;
    const corrected = best === undefined || second?.cost === best.cost ? word : best.word;
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(word, corrected);
    return corrected;
  }

  return (text) => text.split(" ").map(correct).join(" ");
}
