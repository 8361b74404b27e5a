import type { Logger } from "#app/logger.ts";
import { whenOpened } from "#channel/kit/socket/follow-socket.ts";
import {
  openSocket,
  type OpenSocket,
  type SocketDialect,
  type SocketMessage,
} from "#channel/kit/socket/open-socket.ts";
import { type Frame, readFrame } from "#connectors/mattermost/incoming/frame.ts";
import { channelIn } from "#connectors/mattermost/incoming/read-event.ts";
import { receive, type ReceiveParts } from "#connectors/mattermost/incoming/receive.ts";
import type { Account } from "#connectors/mattermost/send/account.ts";
import type { MattermostAccess } from "#connectors/mattermost/send/call-mattermost.ts";
import { catchUp } from "./catch-up.ts";
import { InOrder } from "./in-order.ts";

export type ConnectParts = ReceiveParts & {
  readonly access: MattermostAccess;
  readonly account: Account;
  readonly called: () => void;
  readonly maxAgeMs: number;
};

/** Milliseconds that are read twice: a post gets its time before it is sent to anybody. */
const overlapMs = 60_000;

/**
 * Opens connections to Mattermost, one after another. Each begins with what was missed before it: Mattermost sends an event once, and a server that
 * takes over from another one knows nothing of its connection. First the connection is there, then what was missed is read, so nothing falls between.
 */
export function createConnect(parts: ConnectParts): (signal: AbortSignal) => Promise<OpenSocket> {
  const { access, account, host, maxAgeMs } = parts;
  const order = new InOrder();
  /** The newest time of Mattermost's up to which all is stored; undefined: nothing has come yet. */
  let newest: number | undefined;

  return async (signal) => {
    const bot = await account.me(signal);
    const oldest = host.now() - maxAgeMs;
    const since = newest === undefined ? oldest : Math.max(oldest, newest - overlapMs);
    // What comes by this connection must not hide what is missing still.
    let isWhole = false;
    let hasFailed = false;
    let seen = newest ?? 0;
    const take = async (frame: Frame): Promise<void> => {
      await order.do(channelIn(frame) ?? "", () => receive(frame, bot, parts, signal));
      const at = frame.type === "posted" ? frame.post["create_at"] : undefined;
      if (typeof at === "number") seen = Math.max(seen, at);
      if (isWhole && seen > 0) newest = seen;
    };
    const failed = (): void => {
      hasFailed = true;
      isWhole = false;
    };
    const caughtUp = Promise.withResolvers<void>();
    // What is said now must not overtake what was missed.
    const read = async (frame: Frame): Promise<void> => {
      await caughtUp.promise;
      await take(frame);
    };
    const dialect = dialectOf(access.token, host.logger, { read, called: parts.called, failed });
    const socket = await whenOpened(await openSocket(addressOf(access), dialect), signal);
    try {
      await catchUp(since, { ...parts, receive: take }, signal);
      isWhole = !hasFailed;
      return socket;
    } catch (error) {
      await socket.close();
      throw error;
    } finally {
      caughtUp.resolve();
    }
  };
}

export function addressOf({ serverUrl }: Pick<MattermostAccess, "serverUrl">): string {
  return `${serverUrl.replace(/^http/, "ws")}/api/v4/websocket`;
}

type Receiving = {
  readonly read: (frame: Frame) => Promise<void>;
  readonly called: () => void;
  readonly failed: () => void;
};

export function dialectOf(
  token: string,
  logger: Pick<Logger, "warn">,
  { read, called, failed }: Receiving,
): SocketDialect {
  return {
    platform: "Mattermost",
    greeting: JSON.stringify({ seq: 1, action: "authentication_challenge", data: { token } }),
    read: (text) => toMessage(readFrame(text), read, called),
    failed(err) {
      failed();
      logger.warn({ err }, "what Mattermost has sent could not be stored; it is read again");
    },
    repeats: false,
  };
}

function toMessage(frame: Frame, read: Receiving["read"], called: () => void): SocketMessage {
  switch (frame.type) {
    case "hello":
      return { type: "ready" };
    case "reply":
      return frame.isOk
        ? { type: "nothing" }
        : { type: "refused", error: new Error("Mattermost refuses the token for a connection: enter a new one") };
    case "posted":
    case "post_edited":
    case "post_deleted":
    case "reaction_added":
    case "reaction_removed":
      called();
      return { type: "event", store: () => read(frame) };
    case "other":
      return { type: "nothing" };
  }
}
