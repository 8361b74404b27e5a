import { normalizeLetters, type Word, wordsOf } from "#understanding/text/mapped-text.ts";
import type { Range } from "#understanding/text/range.ts";
import type { FormWords } from "./form-words.ts";
import { phrasesIn } from "./phrases-in.ts";

/** A message with more clauses than this is a letter, and nobody can say where its second wish begins. */
const mostClauses = 6;

/** A part of a text, and what follows it, without the words that join them. */
export type Halves = { first: Range; second: Range };

/** Where a text may fall into two wishes: at the end of a sentence, and at words such as "and". */
export function halvesOf(text: string, { joint }: FormWords): Halves[] {
  const words = wordsOf(normalizeLetters(text));
  const joints = phrasesIn(words, joint);
  const ends = words.flatMap((word, index) =>
    index > 0 && /[.!?;\n]/.test(word.gap) ? [{ from: index, to: index }] : [],
  );
  const breaks = [...joints, ...ends];
  if (breaks.length >= mostClauses) return [];
  return breaks.flatMap(({ from, to }) => {
    const after = joints.find((each) => each.from === to)?.to ?? to;
    const [begin, last, next, end] = [words[0], words[from - 1], words[after], words.at(-1)];
    if (!begin || !last || !next || !end) return [];
    return [{ first: toRange(text, begin, last), second: toRange(text, next, end) }];
  });
}

/** With the question mark, if there is one. */
function toRange(text: string, first: Word, last: Word): Range {
  const sign = /^\s*[?!.]+/.exec(text.slice(last.end))?.[0] ?? "";
  return { start: first.start, end: last.end + sign.length };
}
