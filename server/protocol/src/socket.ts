import * as v from "valibot";
import type { ClientMessage, SendResult } from "./client-message.ts";
import type { Frame } from "./frame.ts";
import type { LogEvent } from "./log-event.ts";
import type { Problem } from "./problem.ts";
import type { ByeNotice, ResyncNotice } from "./stream-notice.ts";

/**
 * Socket.IO's `auth` payload. The client must make it anew at every (re)connect, so that `since` is where its screen is
 * and `token` is fresh. Without `since` reading begins at the oldest event.
 */
export const socketAuthSchema = v.object({
  token: v.string(),
  conversationId: v.string(),
  since: v.optional(v.string()),
  protocol: v.optional(v.number(), 1),
  /**
   * The peer takes a packet `noop` for a sign of life. Then every other heartbeat is one, which needs no answer; without it each is a
   * `ping`.
   */
  noop: v.optional(v.boolean(), false),
});
export type SocketAuth = v.InferInput<typeof socketAuthSchema>;

export type SendAck = { ok: true; result: SendResult } | { ok: false; problem: Problem };
export type RenewAck = { ok: true } | { ok: false; problem: Problem };

export type ClientToServerEvents = {
  /** Acknowledged after the message is stored for good. No answer in time: send it again, with the same clientId. */
  send: (message: ClientMessage, ack: (answer: SendAck) => void) => void;
  /** A fresh token for the open connection, before the old one expires. */
  renew: (token: string, ack: (answer: RenewAck) => void) => void;
};

export type ServerToClientEvents = {
  /**
   * Events in order, and the cursor after the last of them. The acknowledgement opens the window for more. It is due when the events
   * have come, not when they are handled: a peer that answers a heartbeat first, 2 s later or more, counts as one that has not got
   * them, and is cut. It connects again and reads on from its cursor.
   */
  events: (page: { events: LogEvent[]; cursor: string }, received: () => void) => void;
  frame: (frame: Frame) => void;
  /** The cursor given in `auth` cannot be served: load the snapshot, then connect again. */
  resync: (notice: ResyncNotice) => void;
  /** The server is going down: connect again after about this long. */
  bye: (notice: ByeNotice) => void;
};
