import type { TransportName } from "#chat/chat.ts";
import { ChatError, isBlocked } from "#chat/chat-error.ts";
import { afterUnless, type Cancel } from "#chat/clock.ts";
import type { Transport, TransportEvents, TransportTarget, OpenTransport } from "./transport.ts";

export type Candidate = { name: TransportName; open: OpenTransport };
export type OpenedTransport = { name: TransportName; transport: Transport };

export type Race = {
  /** Called for the one that opens first, and again for each better one that opens later. */
  opened(opened: OpenedTransport): void;
  /** It is blocked, or did not open in time. */
  failed(name: TransportName): void;
  /** None of them opens, or the server refuses, which would be the same on each. */
  lost(error: ChatError): void;
};

/** A transport that has not opened by now gets company: the next one is tried beside it. */
const headStartMs = 1500;
/** What a middle box swallows gets no answer at all. On a slow line an opening takes seconds. */
const giveUpMs = 8000;

/**
 * Opens the first transport that works. The next one starts when the one before is blocked or takes its time. Better ones
 * than the one that opened are still waited for: a slow line only needs longer. `signal` ends the race.
 */
export function raceTransports(
  candidates: readonly Candidate[],
  target: TransportTarget,
  events: Omit<TransportEvents, "opened">,
  signal: AbortSignal,
  race: Race,
): void {
  /** By index, those that are neither open nor over; each is given up by a call. */
  const trying = new Map<number, () => void>();
  /** The index of the best one that is open. */
  let best = candidates.length;
  let begun = 0;
  let cancelNext: Cancel = () => {};

  function beginNext(): void {
    cancelNext();
    const candidate = candidates[begun];
    if (candidate === undefined || signal.aborted || begun >= best) return;
    begin(candidate, begun);
    begun += 1;
    cancelNext = afterUnless(target.clock, headStartMs, signal, beginNext);
  }

  function begin({ name, open }: Candidate, index: number): void {
    let isOpen = false;
    const cancelTimer = target.clock.after(giveUpMs, () => fail(new ChatError("timeout")));
    const transport = open(target, {
      ...events,
      opened() {
        isOpen = true;
        best = index;
        cancelTimer();
        cancelNext();
        trying.delete(index);
        giveUp((other) => other > index);
        race.opened({ name, transport });
      },
      closed(error) {
        if (isOpen) events.closed(error);
        else fail(error);
      },
    });
    trying.set(index, () => {
      cancelTimer();
      transport.close();
    });

    function fail(error: ChatError): void {
      giveUp((other) => other === index);
      const isUndecided = best === candidates.length;
      if (isBlocked(error.code)) {
        // Too many connections say nothing about the network.
        if (error.code !== "too_many_connections") race.failed(name);
        if (isUndecided) beginNext();
      } else if (isUndecided) giveUp(() => true);
      if (isUndecided && trying.size === 0) race.lost(error);
    }
  }

  function giveUp(which: (index: number) => boolean): void {
    for (const [index, end] of trying) {
      if (!which(index)) continue;
      trying.delete(index);
      end();
    }
  }

  signal.addEventListener("abort", () => giveUp(() => true));
  beginNext();
}
