import type { Author, ClientContent, Frame, Message, QuickReply, UploadRules } from "@causerie/protocol";

/**
 * One conversation of one visitor with one server, without React and DOM. `createChat` makes it. Read it with `getState` and
 * `subscribe` (the state is replaced, never changed); change it with the methods.
 */
export interface Chat {
  getState(): ChatState;
  /** Calls back after each change. @returns a function that ends the subscription. */
  subscribe(listener: () => void): () => void;
  /** Gets or renews the session and connects. Before that, nothing leaves the page. Idempotent. */
  start(): void;
  /** Shows the text at once, and sends it when there is a connection. It is kept over reloads until the server has it. */
  sendText(text: string, replaces?: Replaces): void;
  /**
   * Sends files in one message. They are kept over reloads until the server has them, as texts are. Resolves when they are in the
   * thread; rejects with a `ChatError`: `file_empty`, `file_count` (there is none), or `network` when the code for it did not arrive.
   */
  sendFiles(files: readonly File[], options?: SendFilesOptions): Promise<void>;
  /** What there is to know of the visitor's files. Its code is fetched at the first call. */
  files(): Promise<ChatFiles>;
  /** What the visitor has written and not sent, here or on the page before. */
  getDraft(): string;
  saveDraft(text: string): void;
  /** A tap on a button or quick reply that carries a link. `messageId`: in this panel, which shows what has come of it. */
  sendPostback(tap: { label: string; link: string; messageId?: string } & Replaces): void;
  /**
   * Sends a text that has no bubble, so that the bot begins. Each conversation has one at most: the server passes over a second one, also
   * of another tab or device.
   */
  sendOpening(text: string): void;
  /** Sends a place: degrees (WGS 84), and what the visitor calls it. */
  sendLocation(location: { latitude: number; longitude: number; title?: string }): void;
  /** Sends the campaign or deep link that brought the visitor. */
  sendReferral(ref: string): void;
  /**
   * Sends what the visitor thinks of a message of the bot, by its `key`. `none` withdraws an earlier opinion, or puts a rating
   * aside. `details`: of a rating, and words beside the opinion.
   */
  sendFeedback(messageId: string, value: Opinion, details?: OpinionDetails): void;
  /** Asks the bot to end its running answer. The text so far stays. */
  stop(): void;
  /** Sends a failed message again. */
  retry(key: string): void;
  /** Removes a message that the server does not have from the screen and from the outbox. What is on its way may still arrive. */
  discard(key: string): void;
  /** Loads the entries before the oldest one. Resolves when they are in the state. */
  loadEarlier(): Promise<void>;
  /** Whether the visitor sees the thread. Messages that arrive while it is not visible count as unread. */
  setVisible(visible: boolean): void;
  /**
   * What the page knows, such as the product it shows. It goes with each message from now on, in place of what was set before, and
   * stories read it as `turn.context`. @throws RangeError when it is no object or has more than 4,000 characters as JSON
   */
  setContext(values: ChatContextValues | undefined): void;
  /**
   * Who is signed in on the page, as the option `getToken`: their token, or a function that gives it. Undefined: nobody is. Who has talked
   * before takes that along.
   */
  setUser(user: GetToken | string | undefined): Promise<void>;
  on<Name extends keyof ChatEvents>(name: Name, listener: (detail: ChatEvents[Name]) => void): () => void;
  /**
   * Signs the visitor out: the session is over in all tabs, and a new, empty conversation begins. What was not sent yet goes.
   * `forget`: the server removes all that was said, too. Rejects with a `ChatError` when the server did not do it.
   */
  endSession(options?: { forget?: boolean }): Promise<void>;
  /**
   * Asks the server for what belongs to this conversation, at the route below it, such as `push`: by GET, or with a body by POST. For
   * features. Rejects with a `ChatError`.
   */
  request(route: string, body?: unknown): Promise<Response>;
  /** Closes the connection and all timers; the state stays readable. Unsent messages are kept for the next page. */
  dispose(): void;
}

/**
 * The page's own sign-in: gives the token of the person who is signed in, a JWT that an issuer which the server trusts has made
 * for it; undefined when nobody is. Asked before each request, so it should answer from a cache. An answer that does not come
 * in 5 s, or a rejection, says nothing about who is there.
 */
export type GetToken = () => Promise<string | undefined> | string | undefined;

/** Gives the page's own headers of one request, by their names. */
export type GetHeaders = () => Record<string, string> | Promise<Record<string, string>>;

/** Plain JSON, by names of your choice. */
export type ChatContextValues = Readonly<Record<string, unknown>>;

/** The events that the host page can listen to. Each fires once in this tab, and never for restored history. */
export type ChatEvents = {
  /** The visitor wrote or tapped in this tab, and the thread shows it. */
  acted: { entry: Entry };
  message: { entry: Entry };
  sent: { entry: Entry };
  unread: { count: number };
  connection: { connection: Connection };
  /** What was not sent is gone: the person has signed out, or another one is there. */
  dropped: { by: "sign-out" | "person" };
};

export type ChatState = {
  connection: Connection;
  /** The thread, oldest first. */
  entries: readonly Entry[];
  /** Offered under the newest message; empty once the visitor has answered. */
  quickReplies: readonly QuickReply[];
  /** The bot is working on an answer. */
  typing: boolean;
  /** What it does while it works, as the newest frame of the server says; `steps` fit `progressStepSchema`. Shown while `typing`. */
  progress?: Extract<Frame, { type: "progress" }> | undefined;
  unread: number;
  /** Older entries can be loaded. */
  hasEarlier: boolean;
  /** The history has been loaded: an empty thread is really empty. */
  loaded: boolean;
  /** What the visitor thinks of the bot's messages, by their `key`: of a rating with stars, how many. */
  feedback: Readonly<Record<string, Opinion | number>>;
  stop: StopState;
  /** A person of the site's team has read the thread up to the entry with this key. `name`: who. */
  read?: { key: string; name: string | undefined } | undefined;
};

/**
 * `replaces`: the `key` of the visitor's last message, in the place of which this is said. Where the newest answer has `regenerate` in
 * `may`, the same may be said again; where it has `edit`, something else.
 */
export type Replaces = { replaces?: string };

export type Opinion = "up" | "down" | "neutral" | "none";

/** `question`, `score` (1 to 5): of a rating. `comment`: at most 1,000 characters. */
export type OpinionDetails = Omit<Extract<ClientContent, { type: "feedback" }>, "type" | "value" | "messageId">;

/** `asked`: no event has arrived since. `unsupported`: this server cannot end an answer, so do not offer it. */
export type StopState = "ready" | "asked" | "unsupported";

export type Connection =
  | { type: "idle" }
  | { type: "connecting" }
  | { type: "connected"; via: TransportName }
  /**
   * There is no connection; the next try begins at `retryAt` (milliseconds since 1970). `code`: the server's reason, or
   * `network`, `timeout` or `bad_answer` when it gave none.
   */
  | { type: "waiting"; attempt: number; retryAt: number; code: string }
  /** The browser reports that it has no network. */
  | { type: "offline" }
  /** The server refuses this page for good; `code` says why. */
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

/** `code` of `waiting`: why the last try failed. */
export type SendState =
  | { type: "waiting"; code?: string }
  | { type: "sending" }
  | { type: "sent" }
  | { type: "failed"; code: string };

/** `text`: said with the files. `alt`: what an image shows, of the only file or of each in its place. */
export type SendFilesOptions = { text?: string; alt?: string | readonly string[] };

/** The files of this chat's visitor. A file is named by the `key` of its entry and its place in it, from 0. */
export type ChatFiles = {
  /** What the server takes. Rejects with the `ChatError` `unsupported` where it takes none. */
  rules(): Promise<UploadRules>;
  /** A file that was chosen in this browser and has not been sent by an earlier page. */
  local(entryKey: string, index: number): Promise<{ file: Blob; name: string; type: string } | undefined>;
  /** How far it has come, in bytes. `kept`: it outlives this page. Undefined before anything is known of it. */
  progress(entryKey: string, index: number): { sent: number; bytes: number; kept: boolean } | undefined;
  /** Calls back when the progress of a file changes. @returns a function that ends the subscription. */
  subscribe(listener: () => void): () => void;
  /**
   * An address from which anyone can read the file for a short time, by its id in the log.
   * @param fresh the last one was no longer good.
   */
  link(id: string, fresh?: boolean): Promise<string>;
  /** The files and the text of a message that was not sent, to change it. */
  contentOf(entryKey: string): Promise<{ files: { file: File; alt: string }[]; text: string } | undefined>;
};
