import { englishNumbers } from "./english-numbers.ts";
import { frenchNumbers } from "./french-numbers.ts";
import type { NumberGrammar, SpelledNumber } from "./number-grammar.ts";

const grammars = { en: englishNumbers, fr: frenchNumbers };

export type SpelledLanguage = keyof typeof grammars;

/** The languages whose number words are known. */
export const spelledLanguages: readonly SpelledLanguage[] = ["en", "fr"];

export function isSpelledLanguage(language: string): language is SpelledLanguage {
  return Object.hasOwn(grammars, language);
}

/** The longest number that begins at a word, e.g. "quatre vingt dix sept"; `words` are normalized and belong together. */
export function readNumberWords(
  words: readonly string[],
  at: number,
  language: SpelledLanguage,
): SpelledNumber | undefined {
  if (words[at] === "zero") return { value: 0, next: at + 1 };
  return collective(words, at, grammars[language]) ?? scaled(words, at, grammars[language]);
}

/** All words that numbers of a language consist of. */
export function numberWordsOf(language: SpelledLanguage): string[] {
  const { words, scales, collectives } = grammars[language];
  return [...words, ...scales.keys(), ...collectives.keys()];
}

/** The factor that this word gives to a number before it: "2 millions", "3 dozen". */
export function scaleOf(word: string): number | undefined {
  return spelledLanguages
    .map((language) => grammars[language].scales.get(word) ?? grammars[language].collectives.get(word))
    .find((scale) => scale !== undefined);
}

/** "a dozen", "half a dozen", "deux douzaines"; "dozens" alone is no number. */
function collective(
  words: readonly string[],
  at: number,
  { collectives, half, group }: NumberGrammar,
): SpelledNumber | undefined {
  const isHalf = half.every((word, index) => words[at + index] === word);
  const count = isHalf
    ? { value: 0.5, next: at + half.length }
    : (group(words, at) ?? { value: 1, next: words[at] === "a" ? at + 1 : at });
  const word = words[count.next] ?? "";
  const size = collectives.get(word);
  if (size === undefined || (count.next === at && word.endsWith("s"))) return undefined;
  return { value: count.value * size, next: count.next + 1 };
}

function scaled(
  words: readonly string[],
  at: number,
  { group, scales, bare, and }: NumberGrammar,
): SpelledNumber | undefined {
  let value = 0;
  let next = at;
  let below = Number.POSITIVE_INFINITY;
  for (;;) {
    const joined = next > at && and !== undefined && words[next] === and ? next + 1 : next;
    const part = group(words, joined) ?? articleBeforeScale(words, joined, scales);
    const word = words[part?.next ?? joined] ?? "";
    const scale = part === undefined && !bare.has(word) ? undefined : scales.get(word);
    if (scale !== undefined) {
      if (scale >= below) break;
      value += (part?.value ?? 1) * scale;
      next = (part?.next ?? joined) + 1;
      below = scale;
    } else {
      if (part === undefined || part.value >= below) break;
      return { value: value + part.value, next: part.next };
    }
  }
  return next === at ? undefined : { value, next };
}

/** "a thousand". */
function articleBeforeScale(
  words: readonly string[],
  at: number,
  scales: ReadonlyMap<string, number>,
): SpelledNumber | undefined {
  return words[at] === "a" && scales.has(words[at + 1] ?? "") ? { value: 1, next: at + 1 } : undefined;
}
