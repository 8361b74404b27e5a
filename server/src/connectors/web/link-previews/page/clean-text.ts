import { shorten } from "#channel/kit/shorten.ts";

/** Signs that steer how others are shown (Unicode 9.6, 23.2), but for the joiners that emoji and some scripts need. */
const steering = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu;
const joiners = new Set(["\u200c", "\u200d"]);

/** Words of a foreign page as plain text in one line, of at most `most` UTF-16 units. */
export function cleanText(text: string, most: number): string {
  const words = text
    // What is cut off costs no more than what is kept.
    .slice(0, most * 4)
    .toWellFormed()
    .replaceAll(/\s+/g, " ")
    .replaceAll(steering, (sign) => (joiners.has(sign) ? sign : ""));
  return shorten(words, most);
}
