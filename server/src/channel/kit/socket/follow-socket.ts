import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "#app/logger.ts";
import { rejectOnAbort } from "#async/reject-on-abort.ts";
import type { OpenSocket } from "./open-socket.ts";

export type FollowParts = {
  /** As operators call it. */
  readonly platform: string;
  /** Opens a connection that is good, or throws. */
  readonly connect: (signal: AbortSignal) => Promise<OpenSocket>;
  /** @throws when the platform has closed a connection because the operator must act: then the next one waits. */
  readonly checkReason?: (reason: string) => void;
  readonly count: (kind: string) => void;
  readonly logger: Logger;
  /** Milliseconds before the second try; each further one waits twice as long, up to a minute. */
  readonly firstWaitMs?: number;
};

const longestWaitMs = 60_000;
/** So many connections in a row may end within moments before the next one waits: something between the two closes them. */
const mostShort = 3;
const shortMs = 5_000;

/**
 * Holds a connection to a platform until the signal aborts; the host runs it under a lease. Where a platform renews its connections, the next one
 * is open before the old one is closed, so that nothing is missed.
 */
export async function followSocket(parts: FollowParts, signal: AbortSignal): Promise<void> {
  const { platform, connect, checkReason, logger, count, firstWaitMs = 1_000 } = parts;
  let current: OpenSocket | undefined;
  let waitMs = firstWaitMs;
  let short = 0;
  try {
    while (!signal.aborted) {
      try {
        const next = await connect(signal);
        const since = performance.now();
        await current?.close();
        current = next;
        count("socket_opened");
        const reason = await rejectOnAbort(next.leaving, signal);
        count("socket_left");
        checkReason?.(reason);
        short = performance.now() - since < shortMs ? short + 1 : 0;
        if (short > mostShort) throw new Error("the last connections ended within moments");
        waitMs = firstWaitMs;
      } catch (error) {
        if (signal.aborted) return;
        logger.warn({ err: error, waitMs }, `the connection to ${platform} could not be opened; it is tried again`);
        await delay(waitMs, undefined, { signal }).catch(() => undefined);
        waitMs = Math.min(2 * waitMs, longestWaitMs);
      }
    }
  } finally {
    await current?.close();
  }
}

/** Waits until the platform knows who we are, and closes what is not good. */
export async function whenOpened(socket: OpenSocket, signal: AbortSignal): Promise<OpenSocket> {
  try {
    await rejectOnAbort(socket.opened, signal);
    return socket;
  } catch (error) {
    await socket.close();
    throw error;
  }
}
