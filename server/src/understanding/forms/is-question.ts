import { normalizeLetters, type Word, wordsOf } from "#understanding/text/mapped-text.ts";
import type { FormWords } from "./form-words.ts";
import { beginsClause, phrasesIn } from "./phrases-in.ts";

/** Two words such as "Who else" may be a name. */
const fewestWords = 3;

/** What a question may begin with before its question word. No pronouns: "we are five" and "this is Ada" ask nothing. */
const openers = new Set("so ok okay well hi hello hey please but alors bon bonjour salut mais svp euh hm".split(" "));

/** Words before the question word: "oh and how …". */
const mostBefore = 3;

/** Whether a text looks like a question: by its question mark, or by how one of its clauses begins. */
export function looksLikeQuestion(text: string, { question, joint }: FormWords): boolean {
  if (/[?？؟]["'»”’)\s]*$/u.test(text)) return true;
  const words = wordsOf(normalizeLetters(text));
  if (words.length < fewestWords) return false;
  const joints = new Set(phrasesIn(words, joint).flatMap(({ from, to }) => range(from, to)));
  return phrasesIn(words, question).some(({ from }) => {
    const before = range(Math.max(0, clauseOf(words, from)), from);
    return before.length <= mostBefore && before.every((at) => joints.has(at) || openers.has(words[at]?.text ?? ""));
  });
}

/** Where the clause of a word begins. */
function clauseOf(words: readonly Word[], index: number): number {
  for (let at = index; at > 0; at -= 1) {
    const word = words[at];
    if (word !== undefined && beginsClause(word, at)) return at;
  }
  return 0;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
