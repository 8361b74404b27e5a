import type { Queue } from "@causerie/protocol/desk";
import { isOpen } from "./open-hours.ts";
import { isSameLanguage } from "./choose-queue.ts";

/** What the visitor reads when the conversation begins to wait: that nobody is there, or their place. Undefined: nothing. */
export function wordsOnWaiting(
  queue: Queue,
  { position, language, at }: { position: number; language: string; at: number },
): string | undefined {
  const texts = isOpen(queue, at) ? queue.waitingText : (queue.closedText ?? queue.waitingText);
  return textIn(texts, language)?.replaceAll("{position}", String(position));
}

/** In the language, in another form of it, or for all languages. */
export function textIn(texts: Readonly<Record<string, string>> | undefined, language: string): string | undefined {
  if (texts === undefined) return undefined;
  const exact = texts[language];
  const near = Object.entries(texts).find(([key]) => key !== "" && isSameLanguage(key, language))?.[1];
  const text = exact ?? near ?? texts[""];
  return text === undefined || text.trim() === "" ? undefined : text;
}
