import { yesNo } from "./entities/yes-no.ts";
import { isFiller, withoutFillers } from "./text/fillers.ts";
import { fold, wordsOf } from "./text/fold.ts";
import { type Place, numberOf, placeOf } from "./positions.ts";
import { singular, wordDistance } from "./text/word-distance.ts";

/** Who writes more than this tells something, and does not choose. */
const maxTypedWords = 15;

/** What offers a choice; `words` are folded, with digits for numbers above one. */
type Option = { label: string; words: readonly string[]; telling: readonly string[] };

type Typed = {
  text: string;
  words: readonly string[];
  /** Without the words that only wrap an answer, but with those of them that a label has too. */
  kept: readonly string[];
  /** Without any of them. */
  telling: readonly string[];
};

/** Which options a way of choosing finds; undefined: it finds none, ask the next. None or several are no choice. */
type Way = (typed: Typed, options: readonly Option[], locale: string) => readonly number[] | undefined;

/**
 * Which of the offered labels (of quick replies, buttons, items) someone means who types instead of tapping: the label, a
 * part of it that no other has, its number or place, or yes and no. Typing errors are forgiven. Everything that is typed
 * has to belong to the choice, but for words like "please": "I lost my umbrella in Lille" does not choose "Lille". What may
 * mean two labels means none.
 *
 * @returns The index of the label, or undefined.
 */
export function findChoice(text: string, labels: readonly string[], locale: string): number | undefined {
  const options = labels.map(toOption);
  const known = new Set(options.flatMap(({ words }) => words));
  const words = wordsIn(text);
  const typed: Typed = {
    text: text.trim(),
    words,
    kept: withoutFillers(words, (word) => known.has(word)),
    telling: withoutFillers(words, () => false),
  };
  const ways = words.length > maxTypedWords ? [byLabel] : allWays;
  for (const way of ways) {
    const found = way(typed, options, locale);
    if (found !== undefined) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}

function toOption(label: string): Option {
  const words = wordsIn(label);
  return { label: label.trim(), words, telling: withoutFillers(words, () => false) };
}

function wordsIn(text: string): string[] {
  return wordsOf(fold(text)).map(({ text: word }) => {
    const number = numberOf(word) ?? 0;
    return number > 1 ? String(number) : word;
  });
}

const byLabel: Way = ({ text, words }, options) =>
  indicesOf(options, ({ label }) => label.toLowerCase() === text.toLowerCase()) ??
  (words.length === 0 ? undefined : indicesOf(options, (option) => isSame(option.words, words)));

const byEmoji: Way = ({ text, words }, options) =>
  words.length === 0 && /\p{Extended_Pictographic}/u.test(text)
    ? indicesOf(options, ({ label }) => label.includes(text))
    : undefined;

const byLabelAmongFillers: Way = ({ kept }, options) =>
  kept.length === 0 ? undefined : indicesOf(options, ({ words }) => isSame(words, kept));

const byPartOfLabel: Way = ({ kept, telling }, options) =>
  saysNothing(telling)
    ? undefined
    : (indicesOf(options, ({ words }) => kept.every((word) => hasWord(words, word))) ??
      indicesOf(options, ({ words }) => telling.every((word) => hasWord(words, word))));

const byPlace: Way = ({ text, words, telling }, options) => {
  const marked = markedNumber(words);
  if (marked !== undefined) return toIndices(marked, options);
  const [word = "", ...others] = telling;
  if (others.length > 0) return undefined;
  const number = numberOf(word);
  if (number === undefined) return toIndices(placeOf(word, words), options);
  // Among "1 ticket" and "3 tickets", "2" is a number of tickets; "#2" is a place.
  const isCounted = options.some((option) => /^\d/.test(option.words[0] ?? ""));
  return isCounted && !text.startsWith("#") ? [] : toIndices(number, options);
};

const byNearWords: Way = ({ telling }, options) =>
  saysNothing(telling)
    ? undefined
    : (nearest(options, (option) =>
        option.telling.length === telling.length ? costOf(telling, option.words) : undefined,
      ) ?? nearest(options, ({ words }) => costOf(telling, words)));

const byYesOrNo: Way = ({ text, words }, options, locale) => {
  const context = { locale, now: 0, timeZone: "UTC" };
  const found = yesNo().find(text, context);
  const values = new Set(found.map(({ value }) => value));
  const covered = new Set(found.flatMap(({ start, end }) => wordsIn(text.slice(start, end))));
  if (values.size !== 1 || !words.every((word) => covered.has(word) || isFiller(word))) return undefined;
  return indicesOf(options, ({ label }) => {
    const meant = yesNo().find(label, context);
    return meant.length > 0 && meant.every(({ value }) => values.has(value));
  });
};

const allWays: readonly Way[] = [byLabel, byEmoji, byLabelAmongFillers, byPartOfLabel, byPlace, byNearWords, byYesOrNo];

/** The number of "n° 2", "option two" and "numéro deux, merci"; "no one" has none. */
function markedNumber(words: readonly string[]): number | undefined {
  const at = words.findIndex((word, index) => marker.test(`${word} ${words[index + 1]}`));
  const isAll = at >= 0 && words.toSpliced(at, 2).every(isFiller);
  return isAll ? numberOf(words[at + 1] ?? "") : undefined;
}

const marker =
  /^(?:(?:n|no|nr) \d+|(?:num|numero|number|nummer|option|choice|choix|opcion|opzione|optie|opcao|wahl) (?:\d+|one|une?|eins?|uno|um|een))$/;

function toIndices(place: Place | undefined, { length }: { length: number }): number[] | undefined {
  if (place === undefined || length === 0) return undefined;
  if (place === "middle") return length % 2 === 1 && length > 1 ? [(length - 1) / 2] : [];
  const index = place < 0 ? length + place : place - 1;
  return index >= 0 && index < length ? [index] : [];
}

function indicesOf(options: readonly Option[], matches: (option: Option) => boolean): number[] | undefined {
  const found = options.flatMap((option, index) => (matches(option) ? [index] : []));
  return found.length === 0 ? undefined : found;
}

function nearest(options: readonly Option[], cost: (option: Option) => number | undefined): number[] | undefined {
  const costs = options.map((option) => cost(option) ?? Number.POSITIVE_INFINITY);
  const least = Math.min(...costs);
  return least === Number.POSITIVE_INFINITY
    ? undefined
    : costs.flatMap((each, index) => (each === least ? [index] : []));
}

/** How far typed words are from words of a label; undefined where one of them is near to none. */
function costOf(typed: readonly string[], words: readonly string[]): number | undefined {
  if (typed.length === 0) return undefined;
  let sum = 0;
  for (const word of typed) {
    const costs = words.map((known) => wordDistance(word, known)).filter((cost) => cost !== undefined);
    if (costs.length === 0) return undefined;
    sum += Math.min(...costs);
  }
  return sum;
}

function hasWord(words: readonly string[], word: string): boolean {
  return words.some((each) => singular(each) === singular(word));
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, index) => word === b[index]);
}

/** "one" is also a number. */
function saysNothing(telling: readonly string[]): boolean {
  return telling.every((word) => isFiller(word) && numberOf(word) === undefined);
}
