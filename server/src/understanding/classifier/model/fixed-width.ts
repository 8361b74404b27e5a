/** Signs that take two columns on a terminal, near enough for a table. */
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}]/u;
const invisible = /[\p{M}\p{Cf}]/u;

function widthOf(sign: string): number {
  if (invisible.test(sign)) return 0;
  return wide.test(sign) ? 2 : 1;
}

function widthOfText(text: string): number {
  return Array.from(text, widthOf).reduce((sum, width) => sum + width, 0);
}

/** The text on one line: no line breaks, no signs that a terminal obeys. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
}

/** At most `width` columns; what was cut off shows as "…". */
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

/** Exactly `width` columns, the text at their left. */
export function left(text: string, width: number): string {
  const short = shorten(text, width);
  return short + " ".repeat(width - widthOfText(short));
}

/** Exactly `width` columns, the text at their right. */
export function right(text: string, width: number): string {
  const short = shorten(text, width);
  return " ".repeat(width - widthOfText(short)) + short;
}
