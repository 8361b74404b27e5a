import type { Author, ClientContent, Message, QuickReply } from "@causerie/protocol";

/**
 * One conversation of one visitor with one server: no React, no DOM. Made by `createChat`; read it with `getState` and
 * `subscribe` (the state is replaced, never changed), act on it with the methods.
 */
export interface Chat {
  getState(): ChatState;
  /** Calls back after each change. @returns a function that ends the subscription. */
  subscribe(listener: () => void): () => void;
  /** Gets or renews the session and connects. Nothing leaves the page before. Idempotent. */
  start(): void;
  /** Shows the text at once and sends it as soon as the line allows; kept over reloads until the server has it. */
  sendText(text: string): void;
  /** A tap on a button or quick reply that carries a link. */
  sendPostback(tap: { label: string; link: string }): void;
  /** Tells the bot by which campaign or deep link the visitor came. */
  sendReferral(ref: string): void;
  /** What the visitor thinks of a message of the bot, by its `key`; `none` takes an earlier opinion back. */
  sendFeedback(messageId: string, value: Opinion): void;
  /** Asks the bot to end the answer that it is at work on; what it has said so far stays. */
  stop(): void;
  /** Sends a failed message again. */
  retry(key: string): void;
  /** Takes a failed message off the screen and forgets it. */
  discard(key: string): void;
  /** Loads the entries before the oldest one. Resolves when they are in the state. */
  loadEarlier(): Promise<void>;
  /** Whether the visitor sees the thread: what arrives unseen counts as unread. */
  setVisible(visible: boolean): void;
  on<Name extends keyof ChatEvents>(name: Name, listener: (detail: ChatEvents[Name]) => void): () => void;
  /** Closes the line and all timers; the state stays readable. What waits to be sent is kept for the next page. */
  dispose(): void;
}

/** What the host page may want to know. Each fires once per happening in this tab, never for restored history. */
export type ChatEvents = {
  /** The visitor wrote or tapped here, and sees it in the thread. */
  acted: { entry: Entry };
  message: { entry: Entry };
  sent: { entry: Entry };
  unread: { count: number };
  connection: { connection: Connection };
};

export type ChatState = {
  connection: Connection;
  /** The thread, oldest first. */
  entries: readonly Entry[];
  /** Offered under the newest message; empty once the visitor has answered. */
  quickReplies: readonly QuickReply[];
  /** The bot is at work on an answer. */
  typing: boolean;
  unread: number;
  /** Older entries can be loaded. */
  hasEarlier: boolean;
  /** The stored history has been read: an empty thread is really empty. */
  loaded: boolean;
  /** What the visitor thinks of the bot's messages, by their `key`. */
  feedback: Readonly<Record<string, Opinion>>;
  stop: StopState;
};

export type Opinion = "up" | "down" | "none";

/** `asked`: nothing has happened since. `unsupported`: this server cannot end an answer, so it should not be offered. */
export type StopState = "ready" | "asked" | "unsupported";

export type Connection =
  | { type: "idle" }
  | { type: "connecting" }
  | { type: "connected"; via: TransportName }
  /** The line broke; the next try begins at `retryAt` (milliseconds since 1970). */
  | { type: "waiting"; attempt: number; retryAt: number }
  /** The browser says it has no network. */
  | { type: "offline" }
  /** The server will not have us, whatever we do; `code` says why. */
  | { type: "refused"; code: string };

export type TransportName = "socket" | "sse" | "poll";

/** One bubble. `key` never changes: the optimistic bubble and the stored event are the same entry. */
export type Entry = VisitorEntry | MessageEntry;

export type VisitorEntry = { type: "visitor"; key: string; at: number; content: ClientContent; delivery: SendState };

/** `streaming`: more text is coming. `stopped`: it ended before it was complete. */
export type MessageEntry = {
  type: "message";
  key: string;
  at: number;
  author: Author;
  message: Message;
  progress: "complete" | "streaming" | "stopped";
};

export type SendState = { type: "waiting" } | { type: "sending" } | { type: "sent" } | { type: "failed"; code: string };
