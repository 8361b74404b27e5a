import type { Author } from "@causerie/protocol";
import type { Entry } from "#chat/chat.ts";
import { textOf, useSettings } from "#react/features/settings.ts";

/** A person who has written within this time counts as here. */
export const hereMs = 30 * 60_000;

/** The last to write, besides the visitor. */
export function lastAuthor(entries: readonly Entry[]): { author: Author; at: number } | undefined {
  const entry = entries.findLast((one) => one.type === "message" && one.author.role !== "system");
  return entry?.type === "message" ? entry : undefined;
}

/** The person of the team who has the conversation now. */
export function personHere(entries: readonly Entry[], now: number): Author | undefined {
  const last = lastAuthor(entries);
  return last !== undefined && last.author.role === "agent" && now - last.at < hereMs ? last.author : undefined;
}

export type Bot = { name: string | undefined; picture: string | undefined };

/** How the page introduces the bot: by the settings `bot-name` and `picture`. */
export function useBot(): Bot {
  const read = useSettings();
  return { name: textOf(read, "bot-name"), picture: textOf(read, "picture") };
}
