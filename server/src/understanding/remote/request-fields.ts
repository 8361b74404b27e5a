import { createHash } from "node:crypto";
import type { UnderstandingRequest } from "#understanding/understanding.ts";

/** What the person wrote; undefined: the event holds no text that a service could understand. */
export function requestText({ content }: UnderstandingRequest): string | undefined {
  return content.type === "text" && content.text.trim() !== "" ? content.text : undefined;
}

/** A name of the conversation that is safe to send away: the ids of some channels name the person. */
export function conversationKey(conversationId: string): string {
  return createHash("sha256").update(conversationId).digest("base64url").slice(0, 22);
}

/** The language that a service is asked in: the one listed for the locale, else for its language, else the locale itself. */
export function serviceLanguage(locale: string, languages: Readonly<Record<string, string>> = {}): string {
  const listed = new Map(Object.entries(languages));
  return listed.get(locale) ?? listed.get(locale.split("-")[0] ?? locale) ?? locale;
}
