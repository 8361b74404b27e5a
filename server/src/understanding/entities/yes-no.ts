import { type Entity, type Found, onlyValue } from "./entity.ts";
import { isFiller } from "#understanding/text/fillers.ts";
import { type Word, normalizeLetters, wordsOf } from "#understanding/text/mapped-text.ts";
import { languageOf } from "#i18n/locale.ts";
import { withoutOverlaps } from "#understanding/text/range.ts";
import type { Language } from "#understanding/languages/language.ts";
import { type YesNo, type YesNoPhrases, phrasesOf, phrasesOfAll, toPhrases } from "./yes-no-words.ts";

export type { YesNo } from "./yes-no-words.ts";

/** Which languages an answer is read in. */
export type YesNoOptions = {
  /** Languages that it understands besides those that are built in. */
  languages?: readonly Language[];
};

/** No phrase has more words. */
const maxPhraseWords = 6;

/** "It's a no from me": a longer text that does not begin with yes or no is no answer. */
const maxAnswerWords = 5;

const thumbs: readonly (readonly [YesNo, RegExp])[] = [
  ["yes", /[👍👌✅]\p{Emoji_Modifier}?/gu],
  ["no", /[👎❌🚫]\p{Emoji_Modifier}?/gu],
];

const interjections = new Set(
  "oh ah eh euh bah ben bon well so alors hmm um hey and et but mais donc voila na ach".split(" "),
);

/**
 * Yes or no, in English, French, German, Spanish, Italian, Dutch and Portuguese, at the beginning of a sentence or after a
 * comma: "no" in "I have no ticket" is no answer. An answer in another language counts if nothing else is said.
 */
export function yesNo({ languages = [] }: YesNoOptions = {}): Entity<YesNo> {
  const added = new Map(
    languages.flatMap(({ language, yesNo: own }) => (own === undefined ? [] : [[language, toPhrases(own)] as const])),
  );
  const phrasesIn = (locale: string): YesNoPhrases => added.get(languageOf(locale)) ?? phrasesOf(languageOf(locale));

  const find = (text: string, locale: string): Found<YesNo>[] => {
    const own = phrasesIn(locale);
    const spoken = sentencesOf(wordsOf(normalizeLetters(text))).flatMap((sentence) => answerOf(sentence, own) ?? []);
    return withoutOverlaps([...spoken, ...findThumbs(text)]);
  };

  return {
    name: "yesNo",
    onlyAsAnswer: true,
    find: (text, { locale }) => find(text, locale),
    read(text, { locale }) {
      const found = find(text, locale);
      return found.length > 0 ? onlyValue(found) : answerInside(wordsOf(normalizeLetters(text)), phrasesIn(locale));
    },
  };
}

function findThumbs(text: string): Found<YesNo>[] {
  return thumbs.flatMap(([value, shown]) =>
    Array.from(text.matchAll(shown), (match) => ({ start: match.index, end: match.index + match[0].length, value })),
  );
}

function sentencesOf(words: readonly Word[]): Word[][] {
  const sentences: Word[][] = [];
  for (const word of words) {
    const sentence = sentences.at(-1);
    if (sentence === undefined || /[^ '-]/.test(word.gap)) sentences.push([word]);
    else sentence.push(word);
  }
  return sentences;
}

/** The longest phrase at the beginning of a sentence. */
function answerOf(sentence: readonly Word[], own: YesNoPhrases): Found<YesNo> | undefined {
  const begin = sentence.findIndex(({ text }) => !interjections.has(text));
  for (let length = maxPhraseWords; begin >= 0 && length > 0; length--) {
    const used = sentence.slice(begin, begin + length);
    const isWhole = sentence.slice(begin + length).every(({ text }) => isFiller(text));
    const words = used.map(({ text }) => text).join(" ");
    const phrase = own.get(words) ?? (isWhole ? phrasesOfAll.get(words) : undefined);
    const [first, last] = [used[0], used.at(-1)];
    if (phrase === undefined || first === undefined || last === undefined) continue;
    if (phrase.value === undefined) return undefined;
    if (isWhole || phrase.leads) return { start: first.start, end: last.end, value: phrase.value };
  }
  return undefined;
}

/** "c'est non", "I say yes". */
function answerInside(words: readonly Word[], own: YesNoPhrases): YesNo | undefined {
  if (words.length > maxAnswerWords) return undefined;
  const text = words.map((word) => word.text).join(" ");
  const found = Array.from(own).filter(([phrase, { leads }]) => leads && ` ${text} `.includes(` ${phrase} `));
  const values = new Set(found.map(([, { value }]) => value));
  return values.size === 1 ? found[0]?.[1].value : undefined;
}
