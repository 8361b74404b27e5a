import { splitText } from "#channel/kit/split-text.ts";

/** `length`: of a text as the platform counts it, e.g. after its signs were escaped. */
export type SpeechBounds = { max: number; length?: (text: string) => number };

/**
 * As much of what is said as a platform takes: the question at the end stays, and the words before it are cut at the end of a sentence.
 * @returns `cut`: the words that nobody hears, for the log to count.
 */
export function fitSpeech(
  words: string,
  question: string,
  { max, length = (text) => text.length }: SpeechBounds,
): { words: string; question: string; cut: number } {
  const asked = head(question, max, length);
  const said = head(words, Math.max(0, max - length(asked) - 1), length);
  return { words: said, question: asked, cut: words.length + question.length - said.length - asked.length };
}

function head(text: string, max: number, length: (text: string) => number): string {
  if (length(text) <= max) return text;
  let room = Math.min(text.length, max);
  while (room > 0) {
    const [first = ""] = splitText(text, room);
    if (length(first) <= max) return first;
    // From what there was, and not from what it might have been: else each try takes one letter away.
    room = Math.min(first.length - 1, Math.floor((first.length * max) / length(first)));
  }
  return "";
}
