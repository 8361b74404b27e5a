import type { Bot } from "#bot/authoring/create-bot.ts";
import { neutralLike, neutralWord } from "./neutral-words.ts";
import { overlap, type Range } from "#understanding/text/range.ts";
import { wordRanges } from "./vocabulary.ts";

/**
 * Where a text names something that the bot knows from a list or a rule of its own, such as a city or a day. Whether an
 * entity has one is seen by trying: what would take any word in the place of this one knows nothing.
 */
export function closedRanges({ entities, locales, timeZone }: Bot, text: string, now: number): Range[] {
  return locales.flatMap((locale) =>
    entities.flatMap((entity) => {
      const context = { locale, now, timeZone };
      return entity.find(text, context).filter((mention) => {
        const other = entity.find(withoutWords(text, mention), context);
        return !other.some((each) => overlap(each, mention));
      });
    }),
  );
}

/** As long as the text, with other words in the range. */
function withoutWords(text: string, range: Range): string {
  const words = wordRanges(text).filter((word) => overlap(word, range));
  return words.reduce((before, { start, end }) => {
    const word = before.slice(start, end);
    return before.slice(0, start) + neutralLike(word, neutralWord(0, word.length)) + before.slice(end);
  }, text);
}
