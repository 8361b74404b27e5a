import { onAbort } from "./on-abort.ts";

/** The work's result. Rejects with the signal's reason as soon as the signal aborts; the work is then left behind. */
export function rejectOnAbort<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return settleBeforeAbort<Value>(
    signal,
    (resolve, reject) => void work.then(resolve, reject),
    (_resolve, reject) => reject(signal.reason),
  );
}

type Settle<Value> = (resolve: (value: Value) => void, reject: (reason: unknown) => void) => void;

/**
 * Settles by `start`, or by `aborted` if the signal aborts first. No listener stays on the signal: some signals live as
 * long as the server, and are waited on thousands of times.
 */
export function settleBeforeAbort<Value>(
  signal: AbortSignal,
  start: Settle<Value>,
  aborted: Settle<Value>,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const waiting = onAbort(signal, () => aborted(resolve, reject));
    start(
      (value) => {
        waiting[Symbol.dispose]();
        resolve(value);
      },
      (reason) => {
        waiting[Symbol.dispose]();
        reject(reason);
      },
    );
  });
}
