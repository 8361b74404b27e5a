import type { TransportName } from "#chat/chat.ts";
import { ChatError, isBlocked } from "#chat/chat-error.ts";
import type { Cancel } from "#chat/clock.ts";
import type { Transport, TransportEvents, TransportTarget, OpenTransport } from "./transport.ts";

export type OpenedTransport = { name: TransportName; transport: Transport };

/** A blocked WebSocket may never report an error. */
const openTimeoutMs = 8000;

/**
 * Opens the first transport that works. Tries the next one only when a transport is blocked: a refusal by the server
 * would be the same on each. `signal` ends the attempt.
 */
export async function openTransport(
  transports: readonly { name: TransportName; open: OpenTransport }[],
  target: TransportTarget,
  events: Omit<TransportEvents, "opened">,
  signal: AbortSignal,
): Promise<OpenedTransport> {
  let blocked = new ChatError("network");
  for (const { name, open } of transports) {
    try {
      return { name, transport: await openInTime(open, target, events, signal) };
    } catch (error) {
      if (signal.aborted || !(error instanceof ChatError) || !isBlocked(error.code)) throw error;
      blocked = error;
    }
  }
  throw blocked;
}

function openInTime(
  open: OpenTransport,
  target: TransportTarget,
  events: Omit<TransportEvents, "opened">,
  signal: AbortSignal,
): Promise<Transport> {
  return new Promise((resolve, reject) => {
    let isOpen = false;
    let cancelTimer: Cancel = () => {};
    const transport = open(target, {
      ...events,
      opened() {
        isOpen = true;
        settled();
        resolve(transport);
      },
      closed(error) {
        settled();
        if (isOpen) events.closed(error);
        else reject(error);
      },
    });
    function settled(): void {
      cancelTimer();
      signal.removeEventListener("abort", giveUp);
    }
    function giveUp(): void {
      settled();
      transport.close();
      reject(new ChatError("timeout"));
    }
    signal.addEventListener("abort", giveUp);
    cancelTimer = target.clock.after(openTimeoutMs, giveUp);
  });
}
