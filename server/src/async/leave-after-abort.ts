import { settleBeforeAbort } from "./reject-on-abort.ts";

/**
 * The work's result. Work that takes no notice of the signal is left behind: `graceMs` after the abort it counts as failed,
 * with the signal's reason.
 */
export function leaveAfterAbort<Value>(work: Promise<Value>, signal: AbortSignal, graceMs: number): Promise<Value> {
  return settleBeforeAbort<Value>(
    signal,
    (resolve, reject) => void work.then(resolve, reject),
    (_resolve, reject) => void setTimeout(() => reject(signal.reason), graceMs),
  );
}
