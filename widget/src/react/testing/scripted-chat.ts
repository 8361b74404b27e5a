import type { ClientContent, Message } from "@causerie/protocol";
import type { Chat, ChatEvents, ChatState, Connection, MessageEntry, VisitorEntry } from "#chat/chat.ts";

/** A conversation in memory. A test or a preview page plays the bot. */
export type ScriptedChat = Chat & {
  /** Adds a message of the bot. */
  receive(message: Message, author?: MessageEntry["author"]): void;
  /** The bot writes a text piece by piece: each call shows more of it, `end` completes it. */
  stream(): { write(text: string): void; end(): void };
  setTyping(typing: boolean): void;
  setConnection(connection: Connection): void;
  /** The delivery state of the visitor's messages from now on. */
  deliverAs(delivery: VisitorEntry["delivery"]): void;
  readonly calls: readonly string[];
};

/** @param earlier the pages that `loadEarlier` brings, one per call, the last one first. */
export function createScriptedChat(start: Partial<ChatState> = {}, earlier: ChatState["entries"][] = []): ScriptedChat {
  let state: ChatState = {
    connection: { type: "idle" },
    entries: [],
    quickReplies: [],
    typing: false,
    progress: undefined,
    unread: 0,
    hasEarlier: earlier.length > 0,
    loaded: true,
    feedback: {},
    stop: "ready",
    ...start,
  };
  let delivery: VisitorEntry["delivery"] = { type: "sent" };
  let visible = false;
  let made = 0;
  const pages = [...earlier];
  const calls: string[] = [];
  const listeners = new Set<() => void>();
  const eventListeners = new Map<keyof ChatEvents, Set<(detail: never) => void>>();

  function set(change: Partial<ChatState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  function emit<Name extends keyof ChatEvents>(name: Name, detail: ChatEvents[Name]): void {
    for (const listener of eventListeners.get(name) ?? []) listener(detail as never);
  }

  function submit(content: ClientContent): void {
    const entry: VisitorEntry = { type: "visitor", key: `v${(made += 1)}`, at: Date.now(), content, delivery };
    set({ entries: [...state.entries, entry], quickReplies: [] });
    emit("acted", { entry });
    if (delivery.type === "sent") emit("sent", { entry });
  }

  function show(entry: MessageEntry): void {
    const others = state.entries.filter(({ key }) => key !== entry.key);
    set({ entries: [...others, entry], quickReplies: entry.message.quickReplies, typing: false });
  }

  function receiveEntry(entry: MessageEntry): void {
    emit("message", { entry });
    if (visible) return;
    set({ unread: state.unread + 1 });
    emit("unread", { count: state.unread });
  }

  function text(key: string, words: string, progress: MessageEntry["progress"]): MessageEntry {
    const message: Message = { type: "text", text: words, buttons: [], quickReplies: [] };
    return { type: "message", key, at: Date.now(), author: { role: "bot" }, message, progress };
  }

  return {
    calls,
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    on(name, listener) {
      const set = eventListeners.get(name) ?? new Set();
      eventListeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    start() {
      calls.push("start");
      if (state.connection.type === "idle") set({ connection: { type: "connected", via: "socket" } });
    },
    getDraft: () => "",
    saveDraft() {},
    sendText: (words) => submit({ type: "text", text: words }),
    files: () => Promise.reject(new Error("a scripted chat has no files")),
    sendFiles: () => Promise.reject(new Error("a scripted chat has no files")),
    sendPostback: ({ label, link }) => submit({ type: "postback", label, link }),
    sendLocation: (location) => submit({ type: "location", ...location }),
    sendOpening: (text) => calls.push(`sendOpening ${text}`),
    sendReferral: (ref) => submit({ type: "referral", ref }),
    sendFeedback: (messageId, value) => set({ feedback: { ...state.feedback, [messageId]: value } }),
    setContext() {},
    async setUser() {},
    stop: () => set({ stop: "asked" }),
    retry: (key) =>
      set({
        entries: state.entries.map((entry) =>
          entry.key === key ? ({ ...entry, delivery: { type: "sent" } } as VisitorEntry) : entry,
        ),
      }),
    discard: (key) => set({ entries: state.entries.filter((entry) => entry.key !== key) }),
    request: () => Promise.reject(new Error("there is no server")),
    async endSession() {
      calls.push("endSession");
      await Promise.resolve();
      set({ entries: [], quickReplies: [] });
    },
    async loadEarlier() {
      calls.push("loadEarlier");
      await Promise.resolve();
      set({ entries: [...(pages.pop() ?? []), ...state.entries], hasEarlier: pages.length > 0 });
    },
    setVisible(next) {
      visible = next;
      if (!visible || state.unread === 0) return;
      set({ unread: 0 });
      emit("unread", { count: 0 });
    },
    dispose: () => calls.push("dispose"),
    receive(message, author = { role: "bot" }) {
      const entry: MessageEntry = {
        type: "message",
        key: `m${(made += 1)}`,
        at: Date.now(),
        author,
        message,
        progress: "complete",
      };
      show(entry);
      receiveEntry(entry);
    },
    stream() {
      const key = `m${(made += 1)}`;
      let words = "";
      return {
        write(more) {
          words += more;
          show(text(key, words, "streaming"));
        },
        end() {
          const entry = text(key, words, "complete");
          show(entry);
          receiveEntry(entry);
        },
      };
    },
    setTyping: (typing) => set({ typing }),
    setConnection: (connection) => {
      set({ connection });
      emit("connection", { connection });
    },
    deliverAs: (next) => (delivery = next),
  };
}
