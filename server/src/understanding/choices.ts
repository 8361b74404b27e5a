import { yesNo } from "./entities/yes-no.ts";
import { functionWordsOf } from "./forms/function-words.ts";
import { isFiller, withoutFillers } from "./text/fillers.ts";
import { choiceWords } from "./choice-words.ts";
import { type Position, numberOf, positionOf } from "./positions.ts";
import { singular, wordDistance } from "./text/word-distance.ts";

/** A person who writes more words than this does not choose, but says something. */
const maxTypedWords = 15;

/** One offered label. `words` are normalized, with digits for numbers above one; `contentWords` are without the fillers. */
type Option = { label: string; words: readonly string[]; contentWords: readonly string[] };

type Typed = {
  text: string;
  words: readonly string[];
  /** The words without fillers ("please"). A filler that a label has stays. */
  kept: readonly string[];
  /** The words without any filler. */
  contentWords: readonly string[];
};

/** Finds the options that a text means by one rule. Undefined: the rule does not apply, the next one is tried. None or several: no choice. */
type Matcher = (typed: Typed, options: readonly Option[], locale: string) => readonly number[] | undefined;

/**
 * Finds the offered label (of a quick reply, a button, an item) that a person means by typing instead of tapping. They may
 * type the label, a part that no other label has, its number or position, or yes or no. Typing errors are forgiven. All
 * typed words must belong to the choice, except for words like "please": "I lost my umbrella in Lille" does not choose
 * "Lille". A text that may mean two labels means none.
 *
 * @param byNumber false: the person sees other numbers, or none.
 * @returns The index of the label, or undefined.
 */
export function findChoice(
  text: string,
  labels: readonly string[],
  locale: string,
  { byNumber = true }: { byNumber?: boolean } = {},
): number | undefined {
  // Most texts come while nothing is offered: taking one apart for no label was 5 % of the server's time.
  if (labels.length === 0) return undefined;
  const options = labels.map((label) => toOption(label, locale));
  const known = new Set(options.flatMap(({ words }) => words));
  const words = choiceWords(text, locale);
  const typed: Typed = {
    text: text.trim(),
    words,
    kept: withoutFillers(words, (word) => known.has(word)),
    contentWords: withoutFillers(words, () => false),
  };
  const matchers = words.length > maxTypedWords ? [byLabel] : allMatchers;
  for (const matcher of matchers) {
    if (matcher === byPosition && !byNumber) continue;
    const found = matcher(typed, options, locale);
    if (found !== undefined) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}

function toOption(label: string, locale: string): Option {
  const words = choiceWords(label, locale);
  return { label: label.trim(), words, contentWords: withoutFillers(words, () => false) };
}

const byLabel: Matcher = ({ text, words }, options) =>
  indicesOf(options, ({ label }) => label.toLowerCase() === text.toLowerCase()) ??
  (words.length === 0 ? undefined : indicesOf(options, (option) => isSame(option.words, words)));

const byEmoji: Matcher = ({ text, words }, options) =>
  words.length === 0 && /\p{Extended_Pictographic}/u.test(text)
    ? indicesOf(options, ({ label }) => label.includes(text))
    : undefined;

const byLabelAmongFillers: Matcher = ({ kept }, options) =>
  kept.length === 0 ? undefined : indicesOf(options, ({ words }) => isSame(words, kept));

const byPartOfLabel: Matcher = ({ kept, contentWords }, options) =>
  isWithoutContent(contentWords)
    ? undefined
    : (indicesOf(options, ({ words }) => kept.every((word) => hasWord(words, word))) ??
      indicesOf(options, ({ words }) => contentWords.every((word) => hasWord(words, word))));

const byPosition: Matcher = ({ text, words, contentWords }, options) => {
  const marked = markedNumber(words);
  if (marked !== undefined) return toIndices(marked, options);
  const [word = "", ...others] = contentWords;
  if (others.length > 0) return toIndices(positionOf(contentWords.join(""), words), options);
  const number = numberOf(word);
  if (number === undefined) return toIndices(positionOf(word, words), options);
  // Among "1 ticket" and "3 tickets", "2" is a number of tickets and "#2" is a position. One "7 Years" counts nothing.
  const counted = options.filter((option) => /^\d/.test(option.words[0] ?? "")).length;
  const isCounted = counted > 1 && counted >= options.length / 2;
  return isCounted && !text.startsWith("#") ? [] : toIndices(number, options);
};

const byNearWords: Matcher = ({ contentWords }, options, locale) => {
  if (isWithoutContent(contentWords)) return undefined;
  const exact = functionWordsOf(locale);
  const cost = ({ words }: Option): number | undefined => costOf(contentWords, words, exact);
  const hasAll = (option: Option): boolean => option.contentWords.length === contentWords.length;
  return nearest(options, (option) => (hasAll(option) ? cost(option) : undefined)) ?? nearest(options, cost);
};

const byYesOrNo: Matcher = ({ text, words }, options, locale) => {
  const context = { locale, now: 0, timeZone: "UTC" };
  const found = yesNo().find(text, context);
  const values = new Set(found.map(({ value }) => value));
  const covered = new Set(found.flatMap(({ start, end }) => choiceWords(text.slice(start, end), locale)));
  if (values.size !== 1 || !words.every((word) => covered.has(word) || isFiller(word))) return undefined;
  return indicesOf(options, ({ label }) => {
    const meant = yesNo().find(label, context);
    return meant.length > 0 && meant.every(({ value }) => values.has(value));
  });
};

const allMatchers: readonly Matcher[] = [
  byLabel,
  byEmoji,
  byLabelAmongFillers,
  byPartOfLabel,
  byPosition,
  byNearWords,
  byYesOrNo,
];

/** The number in "n° 2", "option two" and "numéro deux, merci". There is none in "no one". */
function markedNumber(words: readonly string[]): number | undefined {
  const at = words.findIndex((word, index) => marker.test(`${word} ${words[index + 1]}`));
  const isAll = at >= 0 && words.toSpliced(at, 2).every(isFiller);
  return isAll ? numberOf(words[at + 1] ?? "") : undefined;
}

const marker =
  /^(?:(?:n|no|nr) \d+|(?:num|numero|number|nummer|option|choice|choix|opcion|opzione|optie|opcao|wahl) (?:\d+|one|une?|eins?|uno|um|een))$/;

function toIndices(position: Position | undefined, { length }: { length: number }): number[] | undefined {
  if (position === undefined || length === 0) return undefined;
  if (position === "middle") return length % 2 === 1 && length > 1 ? [(length - 1) / 2] : [];
  const index = position < 0 ? length + position : position - 1;
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

/**
 * How far typed words are from words of a label. Undefined: one of them is near to no word of the label.
 * @param exact words that are never a misspelt other one.
 */
function costOf(typed: readonly string[], words: readonly string[], exact: ReadonlySet<string>): number | undefined {
  if (typed.length === 0) return undefined;
  let sum = 0;
  for (const word of typed) {
    const costs = words
      .map((known) => wordDistance(word, known))
      .filter((cost) => cost !== undefined)
      .filter((cost) => cost < 1 || !exact.has(word));
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

/** "one" is a filler and also a number. */
function isWithoutContent(words: readonly string[]): boolean {
  return words.every((word) => isFiller(word) && numberOf(word) === undefined);
}
