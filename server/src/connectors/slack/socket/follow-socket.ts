import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "#app/logger.ts";
import { rejectOnAbort } from "#async/reject-on-abort.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import { callSlack, type SlackAccess } from "#connectors/slack/send/call-slack.ts";
import { openSocket, type OpenSocket, type SocketEvents } from "./open-socket.ts";

export type FollowParts = {
  /** With the app's token. */
  readonly access: SlackAccess;
  readonly receive: SocketEvents["receive"];
  readonly count: (kind: string) => void;
  readonly logger: Logger;
  /** Milliseconds before the second try; each further one waits twice as long, up to a minute. */
  readonly firstWaitMs?: number;
};

const longestWaitMs = 60_000;

/**
 * Holds a connection to Slack until the signal aborts. Slack renews each after some hours: the next one is open before the old one is closed, so that
 * nothing is missed. What the other side does not acknowledge comes again by the next.
 */
export async function followSocket(parts: FollowParts, signal: AbortSignal): Promise<void> {
  const { logger, count, firstWaitMs = 1_000 } = parts;
  let current: OpenSocket | undefined;
  let waitMs = firstWaitMs;
  try {
    while (!signal.aborted) {
      try {
        const next = await connect(parts, signal);
        await current?.close();
        current = next;
        count("socket_opened");
        waitMs = firstWaitMs;
        const reason = await rejectOnAbort(next.leaving, signal);
        count("socket_left");
        if (reason === "link_disabled") throw new Error("Socket Mode is switched off for the app");
      } catch (error) {
        if (signal.aborted) return;
        logger.warn({ err: error, waitMs }, "the connection to Slack could not be opened; it is tried again");
        await delay(waitMs, undefined, { signal }).catch(() => undefined);
        waitMs = Math.min(2 * waitMs, longestWaitMs);
      }
    }
  } finally {
    await current?.close();
  }
}

async function connect({ access, receive, logger }: FollowParts, signal: AbortSignal): Promise<OpenSocket> {
  const { body } = await callSlack(access, { method: "apps.connections.open", body: {}, signal });
  const address = asText(body["url"]) ?? "";
  if (!/^wss?:\/\//.test(address) || !URL.canParse(address)) throw new Error("Slack named no address for a connection");
  const failed = (err: unknown): void =>
    logger.warn({ err }, "what Slack has sent could not be stored; Slack sends it again");
  const socket = await openSocket(address, { receive, failed });
  try {
    await rejectOnAbort(socket.opened, signal);
    return socket;
  } catch (error) {
    await socket.close();
    throw error;
  }
}
