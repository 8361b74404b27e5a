import { useEffect, useMemo, useSyncExternalStore } from "react";
import { fromEntry, fromQuickReply } from "#compat/data/from-entry.ts";
import { htmlToMarkdown } from "#compat/data/html-to-markdown.ts";
import { toButton, toCard, toMessage } from "#compat/data/to-message.ts";
import type {
  ButtonData,
  CardData,
  MessageData,
  QuickReplyData,
  TockHistoryData,
  WidgetPayload,
} from "#compat/data/types.ts";
import { openPage } from "#react/message/open-page.ts";
import { offer, type TockChat, toSaid } from "./connect.ts";
import { sendAndWait } from "./send-and-wait.ts";
import type { ChatOnlyOptions } from "./settings.ts";
import { useTockChat } from "./TockContext.tsx";

export type UseTock = {
  messages: MessageData[];
  quickReplies: QuickReplyData[];
  /** The bot is at work. */
  loading: boolean;
  /** The last message of the visitor was not sent, or the server refuses this page. */
  error: boolean;
  addMessage: (message: string, author: "bot" | "user", buttons?: ButtonData[]) => void;
  sendMessage: (message: string) => Promise<void>;
  /** Empties the screen, and forgets what tock-react-kit has kept. The server keeps what was said. */
  clearMessages: () => void;
  addCard: (title: string, imageUrl?: string, subTitle?: string, buttons?: { label: string; url?: string }[]) => void;
  addImage: (title: string, url?: string) => void;
  addCarousel: (cards: CardData[]) => void;
  addWidget: (widgetData: WidgetPayload) => void;
  setQuickReplies: (quickReplies: QuickReplyData[]) => void;
  sendQuickReply: (button: ButtonData) => Promise<void>;
  sendAction: (button: ButtonData) => Promise<void>;
  sendReferralParameter: (referralParameter: string) => Promise<void>;
  sendOpeningMessage: (message: string) => Promise<void>;
  sendPayload: (payload: string) => Promise<void>;
  /** What tock-react-kit has kept in this browser; null where that is nothing. */
  loadHistory: () => TockHistoryData | null;
  addHistory: (history: MessageData[], quickReplyHistory: QuickReplyData[]) => void;
  /** Resolves when the chat is connected for the first time. */
  sseInitPromise: Promise<void>;
  sseInitializing: boolean;
};

export function useTock(
  tockEndPoint?: string,
  extraHeadersProvider?: ChatOnlyOptions["extraHeadersProvider"],
  disableSse?: boolean,
  localStorageHistory?: ChatOnlyOptions["localStorageHistory"],
): UseTock {
  const chat = useTockChat(tockEndPoint, {
    ...(extraHeadersProvider && { extraHeadersProvider }),
    ...(disableSse !== undefined && { disableSse }),
    ...(localStorageHistory && { localStorageHistory }),
  });
  useEffect(() => chat.start(), [chat]);
  const [subscribe, read] = useMemo(
    () => [(listener: () => void) => chat.subscribe(listener), () => chat.getState()] as const,
    [chat],
  );
  const state = useSyncExternalStore(subscribe, read, read);
  const { entries, quickReplies, typing, connection } = state;
  const acts = useMemo(() => actsOf(chat), [chat]);
  const messages = useMemo(() => entries.map(fromEntry), [entries]);
  const replies = useMemo(() => quickReplies.map(fromQuickReply), [quickReplies]);
  const last = entries.findLast(({ type }) => type === "visitor");
  return {
    ...acts,
    messages,
    quickReplies: replies,
    loading: typing,
    error: connection.type === "refused" || (last?.type === "visitor" && last.delivery.type === "failed"),
    sseInitializing: !state.loaded,
  };
}

type Acts = Omit<UseTock, "messages" | "quickReplies" | "loading" | "error" | "sseInitializing">;

/** What a page can do in a conversation. */
export function actsOf(chat: TockChat): Acts {
  const { local } = chat;
  const send = (button: ButtonData): Promise<void> => sendAndWait(chat, () => press(chat, button));
  return {
    addMessage(message, author, buttons = []) {
      if (author === "user") local.addText(message, "visitor");
      else local.add(toMessage({ type: "message", author, message, buttons }));
    },
    sendMessage: (message) => sendAndWait(chat, () => chat.sendText(message)),
    clearMessages() {
      local.clear();
      chat.forgetHistory();
    },
    addCard: (title, imageUrl, subTitle, buttons = []) =>
      void local.addCard(toCard({ title, imageUrl, subTitle, buttons: buttons.map(toAddedButton) })),
    addImage: (title, url = "") => void local.addImage(url, title),
    addCarousel: (cards) => void local.addCarousel(cards.map(toCard)),
    addWidget: (widgetData) => void local.add(toMessage({ type: "widget", widgetData })),
    setQuickReplies: (quickReplies) => offer(chat, quickReplies),
    sendQuickReply: send,
    sendAction: send,
    sendReferralParameter: async (referral) => chat.sendReferral(referral),
    sendOpeningMessage: async (message) => chat.sendOpening(message),
    sendPayload: async (payload) => local.sendSilently(payload),
    loadHistory: () => chat.stored.history,
    addHistory(history, quickReplies) {
      local.addHistory(toSaid(history, Date.now()));
      offer(chat, quickReplies);
    },
    sseInitPromise: untilLoaded(chat),
  };
}

function toAddedButton({ label, url }: { label: string; url?: string }): ButtonData {
  return url === undefined ? { label } : { label, url };
}

/** Sends what the button says: its payload, the words that it has for that, or its label. */
export function press(chat: Pick<TockChat, "sendPostback" | "sendText">, data: ButtonData): void {
  const button = toButton(data);
  if (button.type === "url") openPage(button.url, button);
  else if (button.link !== "") chat.sendPostback(button);
  else chat.sendText(("nlpText" in data ? data.nlpText : undefined) ?? htmlToMarkdown(data.label));
}

function untilLoaded(chat: TockChat): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!chat.getState().loaded) return;
      end();
      resolve();
    };
    const end = chat.subscribe(look);
    look();
  });
}
