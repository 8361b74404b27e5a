import { type Halves, halvesOf } from "#understanding/forms/clauses.ts";
import { looksLikeQuestion } from "#understanding/forms/is-question.ts";
import type { FormWords } from "#understanding/forms/form-words.ts";
import type { Range } from "#understanding/text/range.ts";
import { sure, type Understanding } from "#understanding/understanding.ts";

/** A message that holds two wishes: the parts of the text that each stands in. */
export type TwoWishes = { main: Range; other: Range };

export type WishReader = {
  /** Called once with all parts, before they are read. */
  prepare(parts: readonly string[]): Promise<void>;
  /** What a part means by the bot's own means. */
  understand(part: string): Promise<Understanding>;
  /** The story that an intent leads to; undefined if there is none. */
  storyOf(intent: string | undefined): string | undefined;
  /** Whether a part is exactly what the open question asks for. */
  isAnswer(part: string): boolean;
  /** The story that asks. */
  asking: string | undefined;
};

/** A guess is enough for the first wish, and for a second one that is asked like a question: it is offered only. */
const guessed = 0.55;

/**
 * Finds the second wish of a message: two clauses that lead to two stories, or an answer to the open question beside a wish
 * for another story. Undefined: the message is about one thing, as far as the bot can say.
 */
export async function findTwoWishes(
  text: string,
  words: FormWords,
  reader: WishReader,
): Promise<TwoWishes | undefined> {
  const halves = halvesOf(text, words);
  if (halves.length === 0) return undefined;
  const parts = halves.flatMap(({ first, second }) => [first, second]);
  await reader.prepare(parts.map(({ start, end }) => text.slice(start, end)));
  for (const { first, second } of halves) {
    const found = await readHalves(text, { first, second }, words, reader);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function readHalves(
  text: string,
  { first, second }: Halves,
  words: FormWords,
  reader: WishReader,
): Promise<TwoWishes | undefined> {
  const [left, right] = [text.slice(first.start, first.end), text.slice(second.start, second.end)];
  const before = await reader.understand(left);
  const after = await reader.understand(right);
  const storyBefore = reader.storyOf(before.intent);
  const storyAfter = reader.storyOf(after.intent);
  const isWish = (part: string, { confidence, source }: Understanding, story: string | undefined): boolean =>
    story !== undefined &&
    story !== reader.asking &&
    // A keyword is the author's own word for the story, however many words stand around it.
    (source === "keywords" || confidence >= (looksLikeQuestion(part, words) ? guessed : sure));
  if (reader.isAnswer(left) && isWish(right, after, storyAfter)) return { main: first, other: second };
  if (reader.isAnswer(right) && isWish(left, before, storyBefore)) return { main: second, other: first };
  const isFirst =
    storyBefore !== undefined &&
    storyBefore !== storyAfter &&
    (before.source === "keywords" || before.confidence >= guessed);
  return isFirst && isWish(right, after, storyAfter) ? { main: first, other: second } : undefined;
}
