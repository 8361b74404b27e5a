import type { TransportName } from "#chat/chat.ts";
import { type ChatError, isBlocked } from "#chat/chat-error.ts";
import type { Candidate } from "./race-transports.ts";
import { youngMs } from "./transport.ts";
import type { TransportRecord } from "./transport-record.ts";

/** How long a transport is passed over at first: one that does not open, and one that opens and then brings nothing. */
const passedOverMs = { blocked: 60_000, broken: 30 * 60_000 };

/** Decides which transports are bad on this network. It only writes that down once another one works on the same network. */
export type TransportJudge = {
  /** This one brought nothing. @param present the one that is open. */
  blame(name: TransportName, why: keyof typeof passedOverMs, present: TransportName | undefined): void;
  /** Nothing works: that says nothing of any of them. */
  acquit(): void;
  /** This one is open now. */
  opened(name: TransportName): void;
  /** This one has lived long enough to be trusted. */
  grewOld(name: TransportName): void;
  /** This one was closed after `livedMs`. @returns whether it died young a second time, so that it counts as broken. */
  closed(name: TransportName, error: ChatError, livedMs: number): boolean;
  /** Those that failed come last, in case that all have failed. */
  inOrder(candidates: readonly Candidate[]): Candidate[];
};

export function createTransportJudge(record: TransportRecord): TransportJudge {
  /** For how long to pass a transport over if another one does bring something. */
  const blamed = new Map<TransportName, number>();
  /** Which have died young once. Several, because two that are cut take turns. */
  const diedYoung = new Set<TransportName>();

  function settle(present: TransportName | undefined): void {
    if (present === undefined || blamed.has(present)) return;
    for (const [name, forMs] of blamed) record.failed(name, forMs);
    blamed.clear();
  }

  return {
    blame(name, why, present) {
      blamed.set(name, passedOverMs[why]);
      settle(present);
    },
    acquit: () => blamed.clear(),
    opened(name) {
      blamed.delete(name);
      settle(name);
    },
    grewOld(name) {
      diedYoung.clear();
      record.worked(name);
    },
    closed(name, error, livedMs) {
      // The network is there, since the transport opens again and again, but it does not let this one live.
      if (!isBlocked(error.code) || livedMs >= youngMs) return false;
      const isSecond = diedYoung.delete(name);
      if (!isSecond) diedYoung.add(name);
      else blamed.set(name, passedOverMs.broken);
      return isSecond;
    },
    inOrder(candidates) {
      const isBad = ({ name }: Candidate): number => Number(blamed.has(name) || record.retryAt(name) !== undefined);
      return candidates.toSorted((a, b) => isBad(a) - isBad(b));
    },
  };
}
