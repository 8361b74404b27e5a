import { normalizeLetters, type Word, wordsOf } from "#understanding/text/mapped-text.ts";
import type { FormWords } from "./form-words.ts";
import { beginsClause, phrasesIn } from "./phrases-in.ts";

/** Two words such as "Who else" may be a name, unless both of them ask: "quanto costa". */
const fewestWords = 3;

/** What a question may begin with before its question word. No pronouns: "we are five" and "this is Ada" ask nothing. */
const openers = new Set("so ok okay well hi hello hey please but alors bon bonjour salut mais svp euh hm".split(" "));

/** Words before the question word: "oh and how …". */
const mostBefore = 3;

/** Whether a text looks like a question: by its question mark, or by how one of its clauses begins or ends. */
export function looksLikeQuestion(text: string, formWords: FormWords): boolean {
  const { question, questionEnd, negation, joint } = formWords;
  if (/[?？؟]["'»”’)\s]*$/u.test(text)) return true;
  const words = wordsOf(normalizeLetters(text));
  if (words.length === 2 && asksInTwoWords(text, words, formWords)) return true;
  const joints = new Set(phrasesIn(words, joint).flatMap(({ from, to }) => range(from, to)));
  const begins = phrasesIn(words, question).some(({ from, to }) => {
    if (words.length < fewestWords && to - from < 2) return false;
    const before = range(Math.max(0, clauseOf(words, from)), from);
    return before.length <= mostBefore && before.every((at) => joints.has(at) || openers.has(words[at]?.text ?? ""));
  });
  if (begins || words.length < fewestWords) return begins;
  // "I do not know when" asks nothing.
  const ends = phrasesIn(words, questionEnd).some(({ to }) => to === words.length);
  return ends && phrasesIn(words, negation).length === 0;
}

/** "aceptan perros", "dogs allowed". Behind a verb a large letter begins a name: "Accetta Maria". */
function asksInTwoWords(text: string, words: readonly Word[], { questionVerb, questionState }: FormWords): boolean {
  const verb = phrasesIn(words.slice(0, 1), questionVerb);
  const state = phrasesIn(words.slice(1), questionState);
  return state.length > 0 || (verb.length > 0 && !/^\s*\S+\s+\p{Lu}/u.test(text));
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
