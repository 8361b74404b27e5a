/** Dates are shorter by far, and the work on a text grows with the square of its length. */
const maxLength = 200;

/** A text in pieces that are short enough, cut at the end of a sentence or between two words where there is one. */
export function chunksOf(text: string): { text: string; from: number }[] {
  const chunks: { text: string; from: number }[] = [];
  let from = 0;
  while (text.length - from > maxLength) {
    const window = text.slice(from, from + maxLength);
    const sentence = Math.max(
      window.lastIndexOf("\n"),
      window.lastIndexOf(". "),
      window.lastIndexOf("? "),
      window.lastIndexOf("! "),
    );
    const cut = sentence > 0 ? sentence + 1 : Math.max(window.lastIndexOf(" "), 0) || maxLength;
    chunks.push({ text: window.slice(0, cut), from });
    from += cut;
  }
  return [...chunks, { text: text.slice(from), from }];
}
