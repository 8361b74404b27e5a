/** A part of the bot's text: words to expect, or a gap for words that the test cannot know. */
export type Part = { type: "words"; text: string } | { type: "gap" };

/** With more gaps, the pattern would need a long time to refuse another text. */
const mostGaps = 4;

/** The text, or a pattern where it has gaps. */
export function toExpectation(parts: readonly Part[]): string | RegExp {
  const merged = mergeGaps(parts);
  if (merged.every(({ type }) => type === "words"))
    return merged.map((part) => (part.type === "words" ? part.text : "")).join("");
  const gaps = merged.flatMap(({ type }, index) => (type === "gap" ? [index] : []));
  const last = gaps[mostGaps - 1];
  const kept = last === undefined || gaps.length === mostGaps ? merged : merged.slice(0, last + 1);
  const source = kept.map((part) => (part.type === "gap" ? "[^]+" : escape(part.text))).join("");
  return new RegExp(`^${source}$`);
}

/** Gaps with only white space between them become one. */
function mergeGaps(parts: readonly Part[]): Part[] {
  const merged: Part[] = [];
  for (const part of parts.filter((each) => each.type === "gap" || each.text !== "")) {
    const [before, last] = merged.slice(-2);
    if (part.type === "gap" && last?.type === "gap") continue;
    if (part.type === "gap" && before?.type === "gap" && last?.type === "words" && last.text.trim() === "")
      merged.pop();
    else if (part.type === "words" && last?.type === "words")
      merged.splice(-1, 1, { type: "words", text: last.text + part.text });
    else merged.push(part);
  }
  return merged;
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
