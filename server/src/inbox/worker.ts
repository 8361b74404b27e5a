import type { Answer, Lease, Turns } from "#conversation/turns.ts";
import { StaleLeaseError } from "#errors.ts";
import { backoff } from "#lanes/backoff.ts";
import { type LaneRunner, startLaneRunner } from "#lanes/lane-runner.ts";
import type { Logger } from "#logger.ts";

export type WorkerOptions = {
  turns: Turns;
  /** Answers one event and commits the answer. */
  handle(lease: Lease): Promise<void>;
  /** What to say when an event cannot be handled. */
  apologize(lease: Lease): Answer;
  /** Called when an apology is durable. */
  written(conversationId: string, answer: Answer): void;
  now: () => number;
  logger: Logger;
  /** Aborts when the server stops and cannot wait any longer: what fails after that is not the event's fault. */
  stopping: AbortSignal;
  concurrency?: number;
  /** Tries before an event is set aside. */
  maxAttempts?: number;
};

/** Answers events, those of one conversation one after another, in order. */
export function startWorker(options: WorkerOptions): LaneRunner {
  const { turns, now, logger, concurrency = 64 } = options;
  return startLaneRunner({
    due: turns.due.bind(turns),
    nextDue: turns.nextDue.bind(turns),
    step: (conversationId) => handleNext(options, conversationId),
    failed: (conversationId, err) =>
      logger.error({ conversationId, err }, "the store did not do its part; events wait"),
    concurrency,
    now,
  });
}

/** Takes the next event of the conversation and answers it. False: there is none. */
export async function handleNext(options: WorkerOptions, conversationId: string): Promise<boolean> {
  const lease = await options.turns.begin(conversationId, options.now());
  if (lease === undefined) return false;
  if (lease.attempt > maxAttemptsOf(options)) {
    // The tries before left no error behind: each took the process with it. Another one would, too.
    await setAside(options, lease, "ProcessEnded");
    return true;
  }
  try {
    await options.handle(lease);
  } catch (error) {
    await recover(options, lease, error);
  }
  return true;
}

/** An event that cannot be handled is tried again, and set aside with an apology when that does not help. */
async function recover(options: WorkerOptions, lease: Lease, error: unknown): Promise<void> {
  const { turns, logger } = options;
  const facts = { conversationId: lease.conversation.id, seq: lease.seq, attempt: lease.attempt, err: error };
  if (error instanceof StaleLeaseError) {
    logger.warn(facts, "another process has taken over; this turn is void");
    return;
  }
  if (options.stopping.aborted) {
    await turns.release(lease);
    return;
  }
  if (lease.attempt < maxAttemptsOf(options)) {
    logger.error(facts, "the event could not be handled and will be tried again");
    await turns.postpone(lease, options.now() + backoff(lease.attempt, 500, 30_000));
    return;
  }
  await setAside(options, lease, error instanceof Error ? error.name : "unknown", error);
}

async function setAside(options: WorkerOptions, lease: Lease, reason: string, err?: unknown): Promise<void> {
  const facts = { conversationId: lease.conversation.id, seq: lease.seq, attempt: lease.attempt, reason, err };
  options.logger.error(facts, "the event could not be handled and is set aside");
  const apology = options.apologize(lease);
  await options.turns.park(lease, apology, reason, options.now());
  options.written(lease.conversation.id, apology);
}

function maxAttemptsOf({ maxAttempts = 5 }: WorkerOptions): number {
  return maxAttempts;
}
