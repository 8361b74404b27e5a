import type { ClientMessage, Cursor, SendResult } from "@causerie/protocol";
import type { ChatError } from "#chat/chat-error.ts";
import type { Clock } from "#chat/clock.ts";
import type { Http } from "#chat/connection/http.ts";
import type { ParsedEventPage } from "#chat/connection/parse.ts";

/** One way of reading the log, while it is open: by socket, SSE or polling. After `close` no event follows. */
export type Transport = {
  close(): void;
  /** Only transports that also carry messages have it. Rejects when the transport ends before the acknowledgement. */
  send?(message: ClientMessage): Promise<SendResult>;
  /** Gives the server a fresh token. A transport without this method must be opened again. */
  renew?(token: string): Promise<void>;
};

/** What a transport reports. `opened` comes first; `closed` comes last, and at most once. */
export type TransportEvents = {
  opened(): void;
  page(page: ParsedEventPage): void;
  /** Not parsed yet: the receiver skips unknown kinds. */
  frame(frame: unknown): void;
  /** The server shuts down, and asks the client to come back after this time. */
  bye(inMs: number): void;
  closed(error: ChatError): void;
};

export type TransportTarget = {
  conversationId: string;
  /** The newest token, also while the transport is open. */
  token: () => string;
  /** The last event on the screen at the moment of the call. */
  since: () => Cursor | undefined;
  http: Http;
  clock: Clock;
  /** Where Socket.IO is served. */
  socketUrl: URL;
};

/** One that is lost sooner died young. A socket whose heartbeats are swallowed lives for 14 to 21 s. */
export const youngMs = 30_000;

export type OpenTransport = (target: TransportTarget, events: TransportEvents) => Transport;
