import type { ClientMessage, Cursor, SendResult } from "@causerie/protocol";
import type { ChatError } from "#chat/chat-error.ts";
import type { Clock } from "#chat/clock.ts";
import type { Http } from "./http.ts";
import type { ReadPage } from "./parse.ts";

/** An open way to read the log, by whatever transport. After `close` it says nothing more. */
export type Line = {
  close(): void;
  /** For lines that carry messages both ways. Rejects when the line ends before the answer. */
  send?(message: ClientMessage): Promise<SendResult>;
  /** Makes a fresh token known. Lines without it must be opened anew. */
  renew?(token: string): Promise<void>;
};

/** What a line tells. It begins with `opened`, and `closed` comes at most once and last. */
export type LineEvents = {
  opened(): void;
  page(page: ReadPage): void;
  /** Not parsed yet: an unknown kind is passed over. */
  frame(frame: unknown): void;
  /** The server goes down and asks to come back after this time. */
  bye(inMs: number): void;
  closed(error: ChatError): void;
};

export type LineTarget = {
  conversationId: string;
  /** The newest token, also while the line is open. */
  token: () => string;
  /** Where the screen is just now. */
  since: () => Cursor | undefined;
  http: Http;
  clock: Clock;
  /** Where Socket.IO is served. */
  socketUrl: URL;
};

export type OpenLine = (target: LineTarget, events: LineEvents) => Line;
