import type { TransportName } from "#chat/chat.ts";
import { ChatError, isBlocked } from "#chat/chat-error.ts";
import type { Cancel } from "#chat/clock.ts";
import type { Line, LineEvents, LineTarget, OpenLine } from "./line.ts";

export type OpenedLine = { name: TransportName; line: Line };

/** A blocked WebSocket may never say so. */
const openTimeout = 8000;

/**
 * Opens the first transport that gets through. Moves on to the next one only when the way is blocked; a refusal by the
 * server would be the same on each. `signal` ends the attempt.
 */
export async function openLine(
  ways: readonly { name: TransportName; open: OpenLine }[],
  target: LineTarget,
  events: Omit<LineEvents, "opened">,
  signal: AbortSignal,
): Promise<OpenedLine> {
  let blocked = new ChatError("network");
  for (const { name, open } of ways) {
    try {
      return { name, line: await openOne(open, target, events, signal) };
    } catch (error) {
      if (signal.aborted || !(error instanceof ChatError) || !isBlocked(error.code)) throw error;
      blocked = error;
    }
  }
  throw blocked;
}

function openOne(
  open: OpenLine,
  target: LineTarget,
  events: Omit<LineEvents, "opened">,
  signal: AbortSignal,
): Promise<Line> {
  return new Promise((resolve, reject) => {
    let isOpen = false;
    let cancelTimer: Cancel = () => {};
    const line = open(target, {
      ...events,
      opened() {
        isOpen = true;
        settled();
        resolve(line);
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
      line.close();
      reject(new ChatError("timeout"));
    }
    signal.addEventListener("abort", giveUp);
    cancelTimer = target.clock.after(openTimeout, giveUp);
  });
}
