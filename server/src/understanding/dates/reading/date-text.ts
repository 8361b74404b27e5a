import type { NumberPiece } from "#understanding/numbers/number-reader.ts";
import type { DateGrammar } from "#understanding/dates/grammar/date-grammar.ts";
import type { PhraseSet } from "#understanding/dates/grammar/phrase-set.ts";
import { type Token, tokensOf } from "#understanding/dates/grammar/token.ts";

/** A normalized text, cut in tokens for the grammar of its language. */
export type DateText = {
  text: string;
  tokens: readonly Token[];
  /** The same tokens for number words. */
  pieces: readonly NumberPiece[];
  /** Whether the phrase stands at an index. */
  isAt: (phrase: readonly string[], at: number) => boolean;
  /** The length of the longest phrase of a list at an index, 0 for none. */
  lengthAt: (phrases: PhraseSet, at: number) => number;
  /** The lengths of all of them. */
  lengthsAt: (phrases: PhraseSet, at: number) => number[];
  /** The same for phrases that end before an index. */
  lengthBefore: (phrases: PhraseSet, end: number) => number;
  /** The token that ends at an index of the text. Undefined: the index is inside of one. */
  tokenAfter: (to: number) => number | undefined;
};

export function createDateText(text: string, grammar: DateGrammar | undefined): DateText {
  const tokens = grammar === undefined ? tokensOf(text) : splitParts(tokensOf(text), grammar);
  const pieces = tokens.map(({ text: word, type }): NumberPiece =>
    type === "digits" ? { text: word, digits: Number(word) } : { text: word },
  );
  const isAt = (phrase: readonly string[], at: number): boolean =>
    phrase.every((word, index) => tokens[at + index]?.text === word);
  const behind = new Map(tokens.map((token, index) => [token.to, index + 1]));
  const wordAt = (at: number): string => tokens[at]?.text ?? "";
  return {
    text,
    tokens,
    pieces,
    isAt,
    lengthAt: ({ byFirst }, at) => byFirst.get(wordAt(at))?.find((phrase) => isAt(phrase, at))?.length ?? 0,
    lengthsAt: ({ byFirst }, at) =>
      (byFirst.get(wordAt(at)) ?? []).filter((phrase) => isAt(phrase, at)).map(({ length }) => length),
    lengthBefore: ({ byLast }, end) =>
      byLast.get(wordAt(end - 1))?.find((phrase) => isAt(phrase, end - phrase.length))?.length ?? 0,
    tokenAfter: (to) => behind.get(to),
  };
}

/** "Montagabend" is two tokens. */
function splitParts(tokens: readonly Token[], { partEndings, weekdays, days }: DateGrammar): Token[] {
  if (partEndings.length === 0) return [...tokens];
  const isDay = (word: string): boolean =>
    weekdays.has(word) || days.byWord.get(word)?.some(({ field }) => field === "days") === true;
  return tokens.flatMap((token) => {
    const head = (ending: string): string => token.text.slice(0, -ending.length);
    const ending = partEndings.find((each) => token.text.endsWith(each.ending) && isDay(head(each.ending)))?.ending;
    if (token.type !== "word" || ending === undefined) return [token];
    const cut = token.to - ending.length;
    return [
      { ...token, text: head(ending), to: cut },
      { ...token, text: ending, from: cut, glued: false, hyphenated: false },
    ];
  });
}
