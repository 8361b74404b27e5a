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
  const stopped = Promise.withResolvers<never>();
  const stop = (what: string): void => stopped.reject(new UnderstandingError(service, "timeout", what));
  const abandon = (): void => stop("was not waited for any longer");
  const controller = new AbortController();
  const timer =
    deadlineMs === undefined ? undefined : setTimeout(() => stop(`did not answer within ${deadlineMs} ms`), deadlineMs);
  signal.addEventListener("abort", abandon, { once: true });
  try {
    if (signal.aborted) abandon();
    return await Promise.race([stopped.promise, signal.aborted ? stopped.promise : run(controller.signal)]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abandon);
    controller.abort();
  }
}
