import type { Card, Message, QuickReply } from "@causerie/protocol";
import type { Chat, ChatEvents, ChatState, Entry, MessageEntry, VisitorEntry } from "#chat/chat.ts";
import { createEmitter } from "#chat/emitter.ts";
import { type Kept, readKept, writeKept } from "./kept.ts";
import { arrange } from "./arrange.ts";

/** What a page adds to a conversation by itself. None of it is sent, and the bot does not know of it. */
export type LocalMessages = {
  /** Adds any message of the bot. @returns its key */
  add(message: Message): string;
  /** `by`: whose words they are. Default the bot's. */
  addText(text: string, by?: "bot" | "visitor"): string;
  addCard(card: Omit<Card, "buttons"> & Partial<Pick<Card, "buttons">>): string;
  addCarousel(cards: readonly (Omit<Card, "buttons"> & Partial<Pick<Card, "buttons">>)[]): string;
  addImage(url: string, alt: string): string;
  /** A message of a kind of your own, which the renderer of this name draws. */
  addCustom(name: string, data: unknown, alt: string): string;
  /** What was said elsewhere, oldest first: it stands before all else, and is not read out. `at`: milliseconds since 1970. */
  addHistory(history: readonly Said[]): void;
  /** Offers these until the visitor or the bot says something. */
  setQuickReplies(replies: readonly QuickReply[]): void;
  remove(key: string): void;
  /** Empties the screen. The server keeps what was said. `before`: only what stands before the message with this key. */
  clear(options?: { before?: string }): void;
  /** Sends a link as a button does, and shows nothing of it. */
  sendSilently(link: string): void;
};

/** A text of either side, or any message of the bot. */
export type Said = { at: number } & ({ text: string; by: "bot" | "visitor" } | { message: Message });

export type LocalOptions = {
  /** Where it survives a reload, such as `sessionStorage`; another one for each conversation needs another `name`. Default nowhere. */
  keepIn?: Storage | undefined;
  name?: string | undefined;
};

/**
 * A chat to which the page can add messages of its own.
 *
 * @example
 * const chat = withLocalMessages(createChat({ endpoint: "https://chat.example.com/web" }));
 * chat.local.addText("Your cart is empty.");
 */
export function withLocalMessages(chat: Chat, options: LocalOptions = {}): Chat & { readonly local: LocalMessages } {
  const emitter = createEmitter<ChatEvents>();
  const listeners = new Set<() => void>();
  let kept: Kept = readKept(options);
  let offered: { replies: readonly QuickReply[]; after: string | undefined } | undefined;
  let visible = false;
  let isSilent = false;
  let unread = 0;
  let made = kept.added.length;
  let cached: { inner: ChatState; kept: Kept; offered: typeof offered; unread: number; state: ChatState } | undefined;

  function getState(): ChatState {
    const inner = chat.getState();
    const isCurrent =
      cached?.inner === inner && cached.kept === kept && cached.offered === offered && cached.unread === unread;
    if (cached === undefined || !isCurrent) cached = { inner, kept, offered, unread, state: merge(inner) };
    return cached.state;
  }

  function merge(inner: ChatState): ChatState {
    const { entries, isBegun } = arrange(inner.entries, kept);
    const isOffered = offered !== undefined && offered.after === entries.at(-1)?.key;
    return {
      ...inner,
      entries,
      quickReplies: isOffered ? (offered?.replies ?? []) : entries.length === 0 ? [] : inner.quickReplies,
      unread: inner.unread + unread,
      hasEarlier: inner.hasEarlier && !isBegun,
    };
  }

  function changed(): void {
    writeKept(options, kept);
    for (const listener of listeners) listener();
  }

  function insert(entry: Entry): string {
    kept = { ...kept, added: [...kept.added, { entry, after: chat.getState().entries.at(-1)?.key }] };
    changed();
    if (entry.type === "visitor") return entry.key;
    emitter.emit("message", { entry });
    if (visible) return entry.key;
    unread += 1;
    changed();
    emitter.emit("unread", { count: getState().unread });
    return entry.key;
  }

  const nextKey = (): string => `local-${Date.now().toString(36)}-${(made += 1)}`;
  const fromBot = (message: Message, at = Date.now()): MessageEntry => {
    return { type: "message", key: nextKey(), at, author: { role: "bot" }, message, progress: "complete" };
  };
  const fromVisitor = (text: string, at = Date.now()): VisitorEntry => {
    return { type: "visitor", key: nextKey(), at, content: { type: "text", text }, delivery: { type: "sent" } };
  };
  const textOf = (text: string): Message => ({ type: "text", text, buttons: [], quickReplies: [] });
  const add = (message: Message): string => insert(fromBot(message));

  const local: LocalMessages = {
    add,
    addText: (text, by = "bot") => insert(by === "bot" ? fromBot(textOf(text)) : fromVisitor(text)),
    addCard: (card) => add({ type: "card", card: { buttons: [], ...card }, quickReplies: [] }),
    addCarousel: (cards) =>
      add({ type: "carousel", cards: cards.map((card) => ({ buttons: [], ...card })), quickReplies: [] }),
    addImage: (url, alt) => add({ type: "media", media: { kind: "image", url, alt }, buttons: [], quickReplies: [] }),
    addCustom: (name, data, alt) => add({ type: "custom", name, data, alt, quickReplies: [] }),
    addHistory(history) {
      const entries = history.map((said) => {
        if ("message" in said) return fromBot(said.message, said.at);
        return said.by === "bot" ? fromBot(textOf(said.text), said.at) : fromVisitor(said.text, said.at);
      });
      const added = entries.map((entry) => ({ entry, after: undefined }));
      kept = { ...kept, added: [...added, ...kept.added] };
      changed();
    },
    setQuickReplies(replies) {
      offered = { replies, after: getState().entries.at(-1)?.key };
      changed();
    },
    remove(key) {
      kept = { ...kept, added: kept.added.filter(({ entry }) => entry.key !== key) };
      changed();
    },
    clear({ before } = {}) {
      const { entries } = chat.getState();
      const first = before === undefined ? entries.length : entries.findIndex(({ key }) => key === before);
      if (first < 0) return;
      const staying = new Set(entries.slice(first).map(({ key }) => key));
      const added = kept.added.filter(({ after }) => after !== undefined && staying.has(after));
      kept = { ...kept, added, clearedUpTo: entries[first - 1]?.key ?? kept.clearedUpTo };
      if (before === undefined) offered = undefined;
      changed();
    },
    sendSilently(link) {
      isSilent = true;
      chat.sendPostback({ link, label: "" });
      isSilent = false;
      changed();
    },
  };

  // While it is called, the chat tells of what is sent by it.
  chat.on("acted", (detail) => {
    if (isSilent) kept = { ...kept, hidden: [...kept.hidden, detail.entry.key] };
    else emitter.emit("acted", detail);
  });
  for (const name of ["message", "sent", "connection"] as const)
    chat.on(name, (detail) => {
      if (!("entry" in detail) || !kept.hidden.includes(detail.entry.key)) emitter.emit(name, detail);
    });
  chat.on("unread", () => emitter.emit("unread", { count: getState().unread }));

  return {
    ...chat,
    local,
    getState,
    subscribe(listener) {
      const own = (): void => listener();
      const stop = chat.subscribe(own);
      listeners.add(own);
      return () => {
        stop();
        listeners.delete(own);
      };
    },
    on: (name, listener) => emitter.on(name, listener),
    sendFeedback(messageId, ...opinion) {
      // The server does not know what the page has added.
      if (kept.added.every(({ entry }) => entry.key !== messageId)) chat.sendFeedback(messageId, ...opinion);
    },
    setVisible(next) {
      visible = next;
      if (visible && unread > 0) {
        unread = 0;
        changed();
        emitter.emit("unread", { count: getState().unread });
      }
      chat.setVisible(next);
    },
  };
}
