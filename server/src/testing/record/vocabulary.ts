import type { Bot } from "#bot/authoring/create-bot.ts";
import type { LogEvent } from "#channel/log.ts";
import { phrasesByLocale } from "#understanding/keywords.ts";
import { normalize } from "#understanding/text/normalize.ts";
import type { Range } from "#understanding/text/range.ts";

/** Words of letters, without what stands between them. */
export function wordRanges(text: string): Range[] {
  return [...text.matchAll(/\p{L}[\p{L}\p{M}]*/gu)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  }));
}

function wordsIn(text: string): string[] {
  return wordRanges(text).map(({ start, end }) => normalize(text.slice(start, end)));
}

/** The words that the bot's contracts are made of. */
export function contractWords(bot: Bot): string[] {
  return [...bot.stories.values()].flatMap(({ id, title, vocabulary, slots }) =>
    [
      id,
      ...Object.values(title ?? {}),
      ...vocabulary
        .flatMap(({ keywords, examples }) => [...phrasesByLocale(keywords), ...phrasesByLocale(examples)])
        .map(({ text }) => text),
      ...slots.flatMap(({ after }) => phrasesByLocale(after)).map(({ text }) => text),
    ].flatMap(wordsIn),
  );
}

/** Words that the bot said before the person did: those that it says after them may be an echo. */
export function wordsOfBotFirst(events: readonly LogEvent[]): Set<string> {
  const bots = new Set<string>();
  const persons = new Set<string>();
  for (const event of events) {
    if (event.type === "visitor") {
      for (const word of writtenIn(event).flatMap(wordsIn)) if (!bots.has(word)) persons.add(word);
    } else if ("message" in event) {
      for (const word of stringsIn(event.message).flatMap(wordsIn)) if (!persons.has(word)) bots.add(word);
    }
  }
  return bots;
}

/** What a person wrote, other than by a tap. */
export function writtenIn(event: LogEvent): string[] {
  if (event.type !== "visitor") return [];
  const { content } = event;
  switch (content.type) {
    case "text":
      return [content.text];
    case "attachment":
      return [content.text ?? "", ...content.attachments.map(({ title = "" }) => title)];
    case "location":
      return [content.title ?? ""];
    case "postback":
    case "start":
    case "referral":
    case "optin":
    case "feedback":
    case "end":
    case "handover":
    case "notification":
      return [];
  }
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
