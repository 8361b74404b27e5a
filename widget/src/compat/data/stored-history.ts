import type { MessageData, QuickReplyData, TockHistoryData } from "./types.ts";

/** What tock-react-kit has left in a browser. */
export type Stored = {
  userId: string | undefined;
  history: TockHistoryData | null;
  /** How many messages were shown of each finished answer, by its id. */
  handledResponses: Readonly<Record<string, number>>;
  /** Milliseconds since 1970. */
  lastMessageAt: number | undefined;
};

/** Its names in `localStorage`, each with the page's prefix and `_` before it. */
export const storedNames = {
  userId: "userId",
  messages: "tockMessageHistory",
  quickReplies: "tockQuickReplyHistory",
  handledResponses: "tockHandledResponses",
  lastMessageAt: "tockLastMessageTimestamp",
} as const;

type StoredKey = keyof typeof storedNames;

function nameOf(key: StoredKey, prefix: string): string {
  return prefix === "" ? storedNames[key] : `${prefix}_${storedNames[key]}`;
}

/**
 * Reads all of it. What is unreadable, or not of the shape that the kit writes, is as if it were not there.
 * @param maxAge seconds, since the last message; a negative number: of any age.
 * @param most messages of the history: the newest.
 */
export function readStored(
  area: Pick<Storage, "getItem"> | undefined,
  prefix: string,
  now: number,
  { maxAge = -1, most = 10 }: { maxAge?: number | undefined; most?: number | undefined } = {},
): Stored {
  const read = (key: StoredKey): string | undefined => readItem(area, nameOf(key, prefix));
  const at = Number(read("lastMessageAt"));
  const lastMessageAt = at > 0 ? at : undefined;
  const isOld = maxAge >= 0 && lastMessageAt !== undefined && now - lastMessageAt > maxAge * 1000;
  const messages = listOf(read("messages")).filter(isMessage).slice(-most);
  const quickReplies = listOf(read("quickReplies")).filter(isQuickReply);
  return {
    userId: read("userId"),
    history: isOld || messages.length === 0 ? null : { messages, quickReplies },
    handledResponses: countsOf(parse(read("handledResponses"))),
    lastMessageAt,
  };
}

/** Removes the conversation, as the kit does when its messages are cleared. */
export function forgetStored(area: Pick<Storage, "removeItem"> | undefined, prefix: string): void {
  try {
    area?.removeItem(nameOf("messages", prefix));
    area?.removeItem(nameOf("quickReplies", prefix));
  } catch {
    // The browser refuses its storage, so nothing is there.
  }
}

function readItem(area: Pick<Storage, "getItem"> | undefined, name: string): string | undefined {
  try {
    return area?.getItem(name) ?? undefined;
  } catch {
    return undefined; // The browser refuses its storage.
  }
}

function parse(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}

function listOf(json: string | undefined): unknown[] {
  const value = parse(json);
  return Array.isArray(value) ? value : [];
}

function countsOf(value: unknown): Record<string, number> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, count]) => typeof count === "number"));
}

function isMessage(value: unknown): value is MessageData {
  const { type, message, title, cards, widgetData } = Object(value) as Partial<Record<string, unknown>>;
  switch (type) {
    case "message":
      return typeof message === "string";
    case "card":
    case "image":
      return typeof title === "string";
    case "carousel":
      return (
        Array.isArray(cards) && cards.every((card) => typeof (Object(card) as { title?: unknown }).title === "string")
      );
    case "widget":
      return typeof (Object(widgetData) as { type?: unknown }).type === "string";
  }
  return false;
}

function isQuickReply(value: unknown): value is QuickReplyData {
  return typeof (Object(value) as { label?: unknown }).label === "string";
}
