import type { Bot } from "#bot/authoring/create-bot.ts";
import { encodeLink, parseLink } from "#channel/message/link.ts";
import type { LogEvent } from "#channel/log.ts";
import { phone } from "#understanding/entities/phone.ts";
import { normalize } from "#understanding/text/normalize.ts";
import { closedRanges } from "./closed-ranges.ts";
import { commonWords } from "./common-words.ts";
import { type Part, toExpectation } from "./expectation.ts";
import { overlap, type Range } from "#understanding/text/range.ts";
import { type ReplacedKind, Replacements } from "./replacements.ts";
import { findSecrets } from "./secrets.ts";
import { contractWords, wordRanges, wordsOfBotFirst, textsOfPerson } from "./vocabulary.ts";

/** Removes secrets from texts, always in the same way. */
export type Redactor = {
  /** For the texts of the person. */
  person: (text: string) => string;
  /** For the texts of the bot. A pattern, if the test cannot know all words. */
  bot: (text: string) => string | RegExp;
  /** For the link of a tap, a campaign, a push. */
  link: (link: string) => string;
};

/** What stays of the texts of people. */
export type RedactOptions = {
  /** The words of this bot are no secrets: its keywords, its examples, and the words that its entities know. */
  bot?: Bot;
  /** Keeps the words that people wrote. Addresses, numbers and codes are replaced all the same. */
  keepWords?: boolean;
};

/**
 * The redactor that `recordTest` uses by default. It replaces e-mail addresses, telephone, card and postal numbers, dates,
 * all numbers of four digits or more, codes of letters and figures, the part after the `?` of an address, and all words of
 * the person that are not words of the bot. Words of the bot are in its contracts, known to its entities, or said by it
 * before; the most common English and French words count too. A replacement has the form of the original, a phone
 * number stays one, and it is the same in the whole test.
 *
 * If the bot repeats a text of the person, the test expects the replacement. Elsewhere, as in a number that the bot has
 * looked up, the test expects any text.
 */
export function redactor(events: readonly LogEvent[], { bot, keepWords = false }: RedactOptions = {}): Redactor {
  const known = new Set([...commonWords, ...(bot === undefined ? [] : contractWords(bot)), ...wordsOfBotFirst(events)]);
  const now = events[0]?.at ?? 0;
  const names = new Replacements(known, (text) => isPhone(text, bot, now));
  const isOpen = (word: string): boolean => word.length > 1 && !known.has(normalize(word));

  const openWords = (text: string): Marked[] => {
    if (keepWords) return [];
    const closed = bot === undefined ? [] : closedRanges(bot, text, now);
    return wordRanges(text)
      .filter((range) => isOpen(text.slice(range.start, range.end)) && !closed.some((each) => overlap(each, range)))
      .map((range) => ({ ...range, kind: "word" }));
  };
  const person = (text: string): string => rename(text, keepFirst([...findSecrets(text), ...openWords(text)]), names);

  const personTexts = events.flatMap(textsOfPerson).filter((text) => text.trim() !== "");
  const echoes = personTexts
    .map((text) => ({ original: text.trim(), harmless: person(text.trim()) }))
    .filter(({ original, harmless }) => original !== harmless)
    .sort((one, other) => other.original.length - one.original.length);
  const replaced = new Set(
    personTexts.flatMap((text) => openWords(text).map(({ start, end }) => normalize(text.slice(start, end)))),
  );

  return {
    person,
    bot: (text) =>
      toExpectation(
        splitAtEchoes(text, echoes).flatMap((part) =>
          "harmless" in part ? [words(part.harmless)] : unechoed(part.text, replaced, names),
        ),
      ),
    link: (link) => redactLink(link, names),
  };
}

/** By the rules of all countries, and by those of the bot's own entity. */
function isPhone(text: string, bot: Bot | undefined, now: number): boolean {
  const own = (bot?.entities ?? []).filter(({ name }) => name === "phone");
  const context = { now, timeZone: bot?.timeZone ?? "UTC" };
  const locales = bot?.locales ?? ["en"];
  return [phone(), ...own].some((entity) =>
    locales.some((locale) => {
      const [found] = entity.find(text, { ...context, locale });
      return found?.start === 0 && found.end === text.length;
    }),
  );
}

type Marked = Range & { kind: ReplacedKind };

/** Of two ranges that overlap, the first of the list stays: secrets come before words. */
function keepFirst(ranges: readonly Marked[]): Marked[] {
  return ranges
    .filter((range, index) => !ranges.slice(0, index).some((each) => overlap(each, range)))
    .sort((one, other) => one.start - other.start);
}

function rename(text: string, ranges: readonly Marked[], names: Replacements): string {
  let from = 0;
  let renamed = "";
  for (const { kind, start, end } of ranges) {
    renamed += text.slice(from, start) + names.nameOf(kind, text.slice(start, end));
    from = end;
  }
  return renamed + text.slice(from);
}

type Echo = { original: string; harmless: string };

/** Splits a text of the bot where it repeats a whole text of the person. */
function splitAtEchoes(text: string, echoes: readonly Echo[]): ({ text: string } | Echo)[] {
  for (const echo of echoes) {
    const at = findWhole(text, echo.original);
    if (at >= 0)
      return [
        ...splitAtEchoes(text.slice(0, at), echoes),
        echo,
        ...splitAtEchoes(text.slice(at + echo.original.length), echoes),
      ];
  }
  return [{ text }];
}

/** The index of whole words; -1: they are not in the text. */
function findWhole(text: string, words: string): number {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const around = [text.slice(0, at).at(-1) ?? "", text[at + words.length] ?? ""];
    if (!around.some((sign) => /[\p{L}\p{N}]/u.test(sign))) return at;
  }
  return -1;
}

/** A word that the person used first may be an echo, or the bot's own word. So the test accepts any word there. */
function unechoed(text: string, replaced: ReadonlySet<string>, names: Replacements): Part[] {
  const secrets = findSecrets(text);
  const doubtful = wordRanges(text)
    .filter(({ start, end }) => replaced.has(normalize(text.slice(start, end))))
    .map((range) => ({ ...range, kind: "word" as const }));
  const parts: Part[] = [];
  let from = 0;
  for (const { kind, start, end } of keepFirst([...secrets, ...doubtful])) {
    const original = text.slice(start, end);
    const isKnown = kind !== "word" && names.has(kind, original);
    parts.push(words(text.slice(from, start)), isKnown ? words(names.nameOf(kind, original)) : { type: "gap" });
    from = end;
  }
  return [...parts, words(text.slice(from))];
}

function words(text: string): Part {
  return { type: "words", text };
}

function redactLink(link: string, names: Replacements): string {
  const harmless = (text: string): string => rename(text, findSecrets(text), names);
  const { intent, step, params } = parseLink(link);
  const values = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, harmless(value)]));
  const isSame = harmless(intent) === intent && Object.entries(values).every(([name, value]) => params[name] === value);
  return isSame ? link : encodeLink(harmless(intent), values, step);
}
