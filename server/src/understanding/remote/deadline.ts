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
 * Runs a call, and stops waiting for it at the deadline or when `signal` aborts, even if the call itself takes no notice.
 * The signal that it gets aborts at its end in any case, so that nothing of a call stays open.
 * @throws UnderstandingError `timeout`
 */
export async function withDeadline<Answer>(
  { service, deadlineMs, signal }: Limits,
  run: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
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
