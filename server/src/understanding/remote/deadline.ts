import { rejectOnAbort } from "#async/reject-on-abort.ts";
import { TimeLimit } from "#async/time-limit.ts";
import { UnderstandingError } from "./understanding-error.ts";

export type Limits = {
  service: string;
  /** Undefined: as long as `signal` allows. */
  deadlineMs?: number;
  signal: AbortSignal;
};

/**
 * Runs a call. Stops waiting for it at the deadline or when `signal` aborts, even if the call itself ignores that. The
 * signal that the call gets always aborts at the end, so that nothing of the call stays open.
 * @throws UnderstandingError `timeout`
 */
export async function withDeadline<Result>(
  { service, deadlineMs, signal }: Limits,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const timeout = (what: string): Error => new UnderstandingError(service, "timeout", what);
  using limit = new TimeLimit({
    ms: deadlineMs,
    timeoutReason: () => timeout(`did not answer within ${deadlineMs} ms`),
    parent: signal,
    parentReason: () => timeout("was not waited for any longer"),
  });
  limit.signal.throwIfAborted();
  return await rejectOnAbort(run(limit.signal), limit.signal);
}
