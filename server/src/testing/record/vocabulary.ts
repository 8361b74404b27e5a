import type { Bot } from "#bot/authoring/create-bot.ts";
import type { LogEvent } from "#channel/log.ts";
import { phrasesByLocale } from "#understanding/keywords.ts";
import { normalize } from "#understanding/text/normalize.ts";
import type { Range } from "#understanding/text/range.ts";

/** The ranges of all words that consist of letters. */
export function wordRanges(text: string): Range[] {
  return [...text.matchAll(/\p{L}[\p{L}\p{M}]*/gu)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  }));
}

function wordsIn(text: string): string[] {
  return wordRanges(text).map(({ start, end }) => normalize(text.slice(start, end)));
}

/** All words of the bot's contracts. */
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

/** Words that the bot used before the person did. If the person used a word first, the bot's use may be an echo. */
export function wordsOfBotFirst(events: readonly LogEvent[]): Set<string> {
  const bots = new Set<string>();
  const persons = new Set<string>();
  for (const event of events) {
    if (event.type === "visitor") {
      for (const word of textsOfPerson(event).flatMap(wordsIn)) if (!bots.has(word)) persons.add(word);
    } else if ("message" in event) {
      for (const word of stringsIn(event.message).flatMap(wordsIn)) if (!persons.has(word)) bots.add(word);
    }
  }
  return bots;
}

/** The texts that a person wrote. The label of a tap is not one. */
export function textsOfPerson(event: LogEvent): string[] {
  if (event.type !== "visitor") return [];
  const { content } = event;
  switch (content.type) {
    case "text":
    case "edited":
    case "overheard":
      return [content.text];
    case "attachment":
      return [content.text ?? "", ...content.attachments.map(({ title = "" }) => title)];
    case "location":
      return [content.title ?? ""];
    case "feedback":
      return [content.comment ?? ""];
    case "team_read":
    case "team":
    case "postback":
    case "account_linking":
    case "channel_linked":
    case "channel_event":
    case "deleted":
    case "reaction":
    case "identity_change":
    case "start":
    case "referral":
    case "optin":
    case "end":
    case "handover":
    case "handover_request":
    case "notification":
      return [];
  }
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
