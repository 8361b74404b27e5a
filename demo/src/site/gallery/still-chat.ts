import type { Chat, ChatState, Entry, MessageEntry, VisitorEntry } from "@causerie/widget/chat";

/** When all pictures were taken: on the eleventh of May 2026, at five past two where the visitor is. */
export const photographedAt = new Date(2026, 4, 11, 14, 5).getTime();

type Message = MessageEntry["message"];
type Author = MessageEntry["author"];

/** What a bot or a person of the team has said. */
export function said(
  message: Message | string,
  author: Author = { role: "bot" },
  more: Partial<MessageEntry> = {},
): Entry {
  const whole: Message =
    typeof message === "string" ? { type: "text", text: message, buttons: [], quickReplies: [] } : message;
  return { type: "message", key: nextKey(), at: photographedAt, author, message: whole, progress: "complete", ...more };
}

/** What the visitor has written. */
export function wrote(text: string, delivery: VisitorEntry["delivery"] = { type: "sent" }): Entry {
  return { type: "visitor", key: nextKey(), at: photographedAt, content: { type: "text", text }, delivery };
}

let keys = 0;
function nextKey(): string {
  keys += 1;
  return `still ${keys}`;
}

/**
 * A conversation that stays as it is: for pictures of it. Acts of the visitor change nothing.
 * @param answers of the server, by the route that asks.
 */
export function createStillChat(given: Partial<ChatState>, answers: Readonly<Record<string, unknown>> = {}): Chat {
  const last = given.entries?.at(-1);
  const state: ChatState = {
    connection: { type: "connected", via: "socket" },
    entries: [],
    quickReplies: last?.type === "message" ? last.message.quickReplies : [],
    typing: false,
    unread: 0,
    hasEarlier: false,
    loaded: true,
    feedback: {},
    stop: "ready",
    progress: undefined,
    ...given,
  };
  const nothing = (): void => {};
  const nothingLater = (): Promise<void> => Promise.resolve();
  const never = (): Promise<never> => new Promise(() => {});
  const still: Partial<Chat> = {
    getState: () => state,
    subscribe: () => nothing,
    on: () => nothing,
    getDraft: () => "",
    loadEarlier: nothingLater,
    endSession: nothingLater,
    request: (route) => Promise.resolve(Response.json(answers[route] ?? {})),
    files: never, // What the server would take is never said.
  };
  // A feature may call more than a picture needs.
  return new Proxy(still as Chat, { get: (chat, name) => Reflect.get(chat, name) ?? nothing });
}
