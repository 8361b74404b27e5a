import type { Answer, Lease, Turns } from "#conversation/turns.ts";
import { StaleLeaseError } from "#app/errors.ts";
import { backoff } from "#pipeline/lanes/backoff.ts";
import { type LaneRunner, startLaneRunner } from "#pipeline/lanes/lane-runner.ts";
import { onceEach } from "#pipeline/lanes/once-each.ts";
import type { Logger } from "#app/logger.ts";
import { Suspects } from "./suspects.ts";

export type WorkerOptions = {
  turns: Turns;
  /** Events of a connector that is not, wait until it is again. */
  isConfigured(connectorId: string): boolean;
  /** Answers one event and commits the answer. */
  handle(lease: Lease): Promise<void>;
  /** What to say when an event cannot be handled. */
  apologize(lease: Lease): Answer;
  /** Called when an apology is durable. */
  committed(conversationId: string, answer: Answer): void;
  now: () => number;
  logger: Logger;
  /** Aborts when the server stops and cannot wait any longer: what fails after that is not the event's fault. */
  stopping: AbortSignal;
  concurrency?: number;
  /** Tries before an event is set aside. */
  maxAttempts?: number;
};

/** What a worker has beside its options. `missing` tells the operator which connector is waited for. */
type Worker = WorkerOptions & { missing(connectorId: string): void };

const missingConnectorMs = 60_000;
const noApologyMs = 30_000;

/** Answers events, those of one conversation one after another, in order. */
export function startWorker(options: WorkerOptions): LaneRunner {
  const { turns, now, logger, concurrency = 64 } = options;
  const missing = onceEach((connectorId) =>
    logger.warn({ connectorId }, "events wait for a connector that is not configured"),
  );
  const worker: Worker = { ...options, missing };
  const suspects = new Suspects(turns.suspects(), (conversationId) => runner.wake(conversationId));
  const runner = startLaneRunner({
    due: turns.due.bind(turns),
    nextDue: turns.nextDue.bind(turns),
    step: (conversationId) => suspects.step(conversationId, () => handleNext(worker, conversationId)),
    failed: (conversationId, err) =>
      logger.error({ conversationId, err }, "the store did not do its part; events wait"),
    concurrency,
    now,
  });
  return runner;
}

/** Takes the next event of the conversation and answers it. False: there is none. */
export async function handleNext(options: Worker, conversationId: string): Promise<boolean> {
  const lease = await options.turns.begin(conversationId, options.now());
  if (lease === undefined) return false;
  const { connectorId } = lease.conversation;
  if (!options.isConfigured(connectorId)) {
    options.missing(connectorId);
    await options.turns.release(lease, options.now() + missingConnectorMs);
    return true;
  }
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
  const apology = tryToApologize(options, lease);
  if (apology === undefined) {
    // Set aside without a word, it would leave the person waiting for ever.
    await options.turns.postpone(lease, options.now() + noApologyMs);
    return;
  }
  options.logger.error(facts, "the event could not be handled and is set aside");
  await options.turns.deadLetter(lease, apology, reason, options.now());
  options.committed(lease.conversation.id, apology);
}

function tryToApologize(options: WorkerOptions, lease: Lease): Answer | undefined {
  try {
    return options.apologize(lease);
  } catch (error) {
    const facts = { conversationId: lease.conversation.id, seq: lease.seq, attempt: lease.attempt, err: error };
    options.logger.error(facts, "there is no apology for an event that could not be handled; it will be tried again");
    return undefined;
  }
}

function maxAttemptsOf({ maxAttempts = 5 }: WorkerOptions): number {
  return maxAttempts;
}
