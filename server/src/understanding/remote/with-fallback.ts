import type { Understander } from "#understanding/understanding.ts";
import { type BreakerOptions, createBreaker } from "./circuit-breaker.ts";
import { withDeadline } from "./deadline.ts";
import { createDigest } from "./failure-digest.ts";
import { UnderstandingError } from "./understanding-error.ts";

/** `count`: errors of this kind since the last report of it. `isPaused`: the service is not asked for the time being. */
export type FailureReport = { name: string; count: number; isPaused: boolean };

/** Who hears of a service that fails, and when it is given a rest. */
export type FallbackOptions = {
  /**
   * Takes what went wrong, for the log: the newest error of its kind, at most one a minute for each kind. An
   * UnderstandingError has no texts in it; another error is a defect of the understander and may quote anything.
   */
  onError: (error: unknown, report: FailureReport) => void;
  breaker?: BreakerOptions;
  /** Milliseconds after which a service that has no deadline of its own is not waited for. Default 10,000. */
  deadlineMs?: number;
  /** Milliseconds; only differences count. Default: the clock of the process. */
  now?: () => number;
};

/**
 * Makes a service dispensable: where it fails, hangs or is down, the answer is undefined and the chain goes on with what it
 * has. A service that failed 5 times in a row is not asked for 30 seconds.
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
        // Its own deadline may be missing or ignored; the chain's is not.
        const answer = await withDeadline({ service: name, deadlineMs, signal: request.signal }, async (signal) =>
          understander.understand({ ...request, signal }),
        );
        breaker.succeeded();
        return answer;
      } catch (error) {
        breaker.failed();
        failures.add(error instanceof UnderstandingError ? error.reason : "defect", error);
        return undefined;
      } finally {
        for (const { error, count } of failures.take()) onError(error, { name, count, isPaused: breaker.isPaused() });
      }
    },
  };
}
