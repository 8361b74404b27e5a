/** Scripts that write no spaces between words. */
export const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const unspacedRun = new RegExp(`(?:${unspaced.source}[\\p{M}ー]*)+`, "gu");

/** The dictionaries are chosen by the script, so one segmenter serves all languages. */
let segmenter: Intl.Segmenter | undefined;

/** The indices in a text at which a word begins or ends, though there is no space: "駅はどこ" has two of them inside. */
export function hiddenBoundaries(text: string): number[] {
  if (!unspaced.test(text)) return [];
  segmenter ??= new Intl.Segmenter("en", { granularity: "word" });
  const words = segmenter;
  return Array.from(text.matchAll(unspacedRun)).flatMap((run) => [
    ...Array.from(words.segment(run[0]), ({ index }) => run.index + index),
    run.index + run[0].length,
  ]);
}

/** The text with spaces between its words. */
export function withSpaces(text: string): string {
  let from = 0;
  let spaced = "";
  for (const at of hiddenBoundaries(text)) {
    spaced += `${text.slice(from, at)} `;
    from = at;
  }
  return spaced + text.slice(from);
}
