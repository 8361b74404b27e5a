import { settleBeforeAbort } from "./reject-on-abort.ts";
import { TimeLimit } from "./time-limit.ts";

/**
 * The value that `begin` hands to its callback. Undefined when that takes longer than `ms`, or when the signal aborts. On
 * an aborted signal `begin` is not called.
 */
export async function waitFor<Value>(
  begin: (done: (value: Value) => void) => void,
  signal: AbortSignal,
  ms?: number,
): Promise<Value | undefined> {
  if (signal.aborted) return undefined;
  // Every idle connection waits so: a signal of its own would cost each of them a kilobyte more.
  if (ms === undefined)
    return await settleBeforeAbort<Value | undefined>(signal, begin, (resolve) => resolve(undefined));
  using limit = new TimeLimit({ ms, parent: signal });
  return await settleBeforeAbort<Value | undefined>(limit.signal, begin, (resolve) => resolve(undefined));
}
