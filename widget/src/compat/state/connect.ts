import type { ChatOptions } from "#chat/options.ts";
import { createChat } from "#chat/create-chat.ts";
import { forgetStored, readStored, type Stored } from "#compat/data/stored-history.ts";
import { toMessage, toQuickReply } from "#compat/data/to-message.ts";
import type { MessageData, QuickReplyData } from "#compat/data/types.ts";
import { type LocalMessages, type Said, withLocalMessages } from "#local/with-local-messages.ts";
import type { Chat } from "#chat/chat.ts";
import type { ChatOnlyOptions, TockSettings } from "./settings.ts";

/** A conversation, with what the page adds and what tock-react-kit has left of it. */
export type TockChat = Chat & {
  readonly local: LocalMessages;
  readonly stored: Stored;
  forgetHistory(): void;
};

export type ConnectOptions = TockSettings &
  Pick<ChatOnlyOptions, "disableSse" | "extraHeadersProvider" | "localStorageHistory">;

/**
 * The one place that knows how the server is spoken to: `createChat` for this endpoint. With a protocol of Tock's own, which `createChat`
 * may learn, its option goes through.
 */
function chatOptionsOf(endpoint: string, { locale, network, ...options }: ConnectOptions): ChatOptions {
  const headers = options.extraHeadersProvider ?? network?.extraHeadersProvider;
  const isPollOnly = options.disableSse ?? network?.disableSse ?? false;
  return {
    endpoint,
    locale:
      locale ?? (typeof document === "undefined" ? undefined : document.documentElement.lang || navigator.language),
    // Tock's bots begin by an opening message.
    startOnOpen: false,
    ...(headers && { headers }),
    ...(isPollOnly && { transports: ["poll"] as const }),
    ...(network?.protocol !== undefined && ({ protocol: network.protocol } as object)),
  };
}

/** @throws TypeError for an endpoint that is no address. */
export function connect(endpoint: string, options: ConnectOptions): TockChat {
  const { localStorage: kept, localStorageHistory } = options;
  const prefix = kept?.prefix ?? "";
  const isKept = localStorageHistory?.enable ?? kept?.enableMessageHistory ?? false;
  const area = browserStorage();
  const stored = readStored(isKept ? area : undefined, prefix, Date.now(), {
    maxAge: kept?.historyMaxAge,
    most: localStorageHistory?.maxNumberMessages ?? kept?.maxMessageCount,
  });
  const name = `tock ${prefix} ${endpoint}`;
  const isFirst = readItem(area, `causerie local ${name}`) === null;
  const chat = withLocalMessages(createChat(chatOptionsOf(endpoint, options)), {
    name,
    keepIn: isKept ? area : undefined,
  });
  if (isFirst && stored.history !== null) {
    chat.local.addHistory(toSaid(stored.history.messages, stored.lastMessageAt ?? Date.now()));
    chat.local.setQuickReplies(stored.history.quickReplies.map(toQuickReply));
  }
  return {
    ...chat,
    sendPostback(tap) {
      // A button of theirs without a payload.
      if (tap.link === "") chat.sendText(tap.label);
      else chat.sendPostback(tap);
    },
    stored,
    forgetHistory: () => forgetStored(area, prefix),
  };
}

/** They have no time of their own: all of them were said before that of the last one. */
export function toSaid(messages: readonly MessageData[], lastAt: number): Said[] {
  return messages.map((data, index) => {
    const at = lastAt - (messages.length - index) * 1000;
    if (data.type === "message" && data.author === "user") return { text: data.message, by: "visitor", at };
    return { message: toMessage(data), at };
  });
}

export function offer(chat: TockChat, quickReplies: readonly QuickReplyData[]): void {
  chat.local.setQuickReplies(quickReplies.map(toQuickReply));
}

/** Undefined on a server, and where the browser refuses. */
function browserStorage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

function readItem(area: Storage | undefined, name: string): string | null {
  try {
    return area?.getItem(name) ?? null;
  } catch {
    return null;
  }
}
