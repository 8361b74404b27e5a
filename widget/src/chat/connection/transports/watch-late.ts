import type { Cursor } from "@causerie/protocol";
import { toChatError } from "#chat/chat-error.ts";
import { afterUnless, type Cancel, type Clock } from "#chat/clock.ts";

/** Milliseconds in which an event reaches a good transport after the answer to the request that stored it. */
const deliveryMs = 1_000;
/** While an answer is due and nothing comes, the log is asked so often whether the transport keeps it back. */
const silenceMs = 3_000;
/** After these the visitor waits for a slow bot and not for the transport. */
const mostChecks = 15;
const checkMs = 1_000;

export type LateParts = {
  clock: Clock;
  /** The transport that is open. */
  opened: () => unknown;
  /** Ends with the present attempt. */
  signal: () => AbortSignal;
  since: () => Cursor | undefined;
  /** The bot has not answered yet, or not to the end. */
  isAnswerDue(): boolean;
  /** Asks the log itself. @returns the number of the event after `since`, or that of `since` if there is none. */
  findNewer(since: Cursor | undefined, timeoutMs: number): Promise<number>;
  doubt(isToBlame: boolean): void;
};

/**
 * Watches whether the open transport brings what it should.
 * @returns to be called when the log holds an event of this number, as a request said that took `tookMs`: it must come soon.
 */
export function watchLate(parts: LateParts): (seq: number, tookMs: number) => void {
  let cancel: Cancel = () => {};

  function expect(seq: number, tookMs: number, checks = 0): void {
    cancel();
    const expecting = parts.opened();
    const since = parts.since();
    if (expecting === undefined) return;
    const isLate = (since?.seq ?? 0) < seq;
    if (!isLate && (checks >= mostChecks || !parts.isAnswerDue())) return;
    // The line may be slow: the request has shown how slow.
    const wait = isLate ? deliveryMs + 2 * tookMs : silenceMs;
    cancel = afterUnless(parts.clock, wait, parts.signal(), () => {
      if (parts.opened() !== expecting) return;
      if (parts.since()?.seq !== since?.seq) return expect(seq, tookMs);
      if (isLate) return parts.doubt(true);
      parts.findNewer(since, checkMs + 2 * tookMs).then(
        (newer) => {
          if (parts.opened() === expecting) expect(newer, tookMs, checks + 1);
        },
        (error: unknown) => {
          if (parts.opened() !== expecting) return;
          // A request does not pass either: the line itself may be dead.
          if (toChatError(error).code === "timeout") parts.doubt(false);
          else expect(seq, tookMs, checks + 1);
        },
      );
    });
  }

  return expect;
}
