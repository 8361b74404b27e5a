import type { Bot } from "#bot/authoring/create-bot.ts";
import { neutralLike, neutralWord } from "./neutral-words.ts";
import { overlap, type Range } from "#understanding/text/range.ts";
import { wordRanges } from "./vocabulary.ts";

/**
 * The ranges of a text that name something the bot knows from a list or a rule, such as a city or a day. They are found by
 * trying: an entity that also finds any other word in the same range has no such list or rule.
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

/** The text with other words of the same length in the range. */
function withoutWords(text: string, range: Range): string {
  const words = wordRanges(text).filter((word) => overlap(word, range));
  return words.reduce((before, { start, end }) => {
    const word = before.slice(start, end);
    return before.slice(0, start) + neutralLike(word, neutralWord(0, word.length)) + before.slice(end);
  }, text);
}
