import type { Understander } from "#understanding/understanding.ts";
import { type BreakerOptions, createBreaker } from "./circuit-breaker.ts";
import { withDeadline } from "./deadline.ts";
import { createDigest } from "./failure-digest.ts";
import { UnderstandingError } from "./understanding-error.ts";

/** `count`: errors of this kind since the last report. `isPaused`: the service is not asked for a while. */
export type FailureReport = { name: string; count: number; isPaused: boolean };

/** Where failures of a service are reported, and when it is not asked for a while. */
export type FallbackOptions = {
  /**
   * Gets the errors, for the log: the newest error of its kind, at most one a minute for each kind. An
   * UnderstandingError holds no texts. Any other error is a defect of the understander and may quote anything.
   */
  onError: (error: unknown, report: FailureReport) => void;
  breaker?: BreakerOptions;
  /** How long to wait for a service that has no deadline of its own, in milliseconds. Default 10,000. */
  deadlineMs?: number;
  /** Milliseconds; only differences matter. Default: the clock of the process. */
  now?: () => number;
};

/**
 * Makes a service optional: if it fails, hangs or is down, the result is undefined, and the chain goes on without it. A
 * service that failed 5 times in a row is not asked for 30 seconds.
 * @example
 * withFallback(rasa({ url }), { onError: (error, report) => logger.warn({ err: error, ...report }, "not understood") })
 */
export function withFallback(understander: Understander, options: FallbackOptions): Understander {
  const { onError, deadlineMs = 10_000, now = () => performance.now() } = options;
  const { name } = understander;
  const breaker = createBreaker(options.breaker ?? {}, now);
  const failures = createDigest(now);

  return {
    name,
    async understand(request) {
      if (request.signal.aborted || !breaker.allows()) return undefined;
      try {
        // The understander's own deadline may be missing or ignored. The one of the chain is not.
        const understanding = await withDeadline(
          { service: name, deadlineMs, signal: request.signal },
          async (signal) => understander.understand({ ...request, signal }),
        );
        breaker.succeeded();
        return understanding;
      } catch (error) {
        breaker.failed();
        failures.add(error instanceof UnderstandingError ? error.reason : "defect", error);
        return undefined;
      } finally {
        for (const { error, count } of failures.takeDue())
          onError(error, { name, count, isPaused: breaker.isPaused() });
      }
    },
  };
}
