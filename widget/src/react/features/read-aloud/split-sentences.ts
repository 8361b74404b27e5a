/** Characters that every browser's voice reads in one go. */
const most = 200;

/** The sentences of a text, in order; a long one in parts that end between words. */
export function splitSentences(text: string, locale: string): string[] {
  const segmenter = new Intl.Segmenter(locale, { granularity: "sentence" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
    .flatMap((sentence) => (sentence.length <= most ? [sentence] : inParts(sentence, locale)));
}

function inParts(sentence: string, locale: string): string[] {
  const parts = [""];
  for (const { segment } of new Intl.Segmenter(locale, { granularity: "word" }).segment(sentence)) {
    if ((parts.at(-1) ?? "").length + segment.length > most) parts.push("");
    parts[parts.length - 1] += segment;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
