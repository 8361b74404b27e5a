/** Signs that take two columns on a terminal. Exact enough for a table. */
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}]/u;
const invisible = /[\p{M}\p{Cf}]/u;

function widthOf(sign: string): number {
  if (invisible.test(sign)) return 0;
  return wide.test(sign) ? 2 : 1;
}

function widthOfText(text: string): number {
  return Array.from(text, widthOf).reduce((sum, width) => sum + width, 0);
}

/** The text on one line, without line breaks and control characters, which would steer the terminal. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
}

/** At most `width` columns. A text that was cut ends in "…". */
export function shorten(text: string, width: number): string {
  if (widthOfText(text) <= width) return text;
  let kept = "";
  let used = 0;
  for (const sign of text) {
    used += widthOf(sign);
    if (used > width - 1) break;
    kept += sign;
  }
  return `${kept}…`;
}

/** Exactly `width` columns, the text on the left. */
export function left(text: string, width: number): string {
  const short = shorten(text, width);
  return short + " ".repeat(width - widthOfText(short));
}

/** Exactly `width` columns, the text on the right. */
export function right(text: string, width: number): string {
  const short = shorten(text, width);
  return " ".repeat(width - widthOfText(short)) + short;
}
