import type { InboundEvent } from "#channel/event.ts";
import { withTurnEnd } from "#conversation/turn-end.ts";
import type { Answer, Lease, TurnEnd, Turns } from "#conversation/turns.ts";
import { StaleLeaseError, UnfinishedTurnError } from "#app/errors.ts";
import { backoff } from "#pipeline/lanes/backoff.ts";
import { type LaneSlot, type LaneRunner, startLaneRunner, type StepResult } from "#pipeline/lanes/lane-runner.ts";
import type { Share, ShareBounds } from "#pipeline/lanes/share.ts";
import { onceEach } from "#pipeline/lanes/once-each.ts";
import type { Logger } from "#app/logger.ts";
import type { BotRuntime } from "./bot-runtime.ts";
import { InterruptedGate } from "./interrupted.ts";
import { LeaseKeeper } from "./lease-keeper.ts";

export type WorkerOptions = {
  turns: Turns;
  /** Events of a connector that is not configured wait until it is again. */
  isConfigured(connectorId: string): boolean;
  runtime: BotRuntime;
  /** Learns that an event is a dead letter and its apology durable. What it throws is logged, and changes nothing. */
  setAside(lease: Lease, apology: Answer): void;
  /** Whether a turn that its runtime has left is still open. {@link askWhetherOpen} asks the store. */
  isOpen(lease: Lease): Promise<boolean>;
  /** How the turn was committed, where that is known: then the store need not be asked anything. */
  endOf?: (lease: Lease) => TurnEnd | undefined;
  /** An event that is not begun here soon: another process may answer it. */
  passOn?: (conversationId: string) => void;
  now: () => number;
  logger: Logger;
  /** Aborts when the server stops and cannot wait any longer: what fails after that is not the event's fault. */
  stopping: AbortSignal;
  /** Places: how many stories may be at work at once. One that takes long gives its place to another. */
  concurrency?: number;
  /** Stories under way at most: of all, of one connector, of one network address or person. Default: any number. */
  most?: ShareBounds;
  /** Attempts before an event becomes a dead letter. */
  maxAttempts?: number;
  /** Milliseconds that an event rests before its second, third … attempt when the ones before ended with their process. */
  restsMs?: readonly number[];
};

/** What a worker has beside its options. `missing` tells the operator which connector events wait for. */
type Worker = WorkerOptions & { missing(connectorId: string): void; gate: InterruptedGate };

const missingConnectorMs = 60_000;
const noApologyMs = 30_000;

/**
 * A process that ends counts against the event that was under way, because that may have ended it. An operator, a lack of
 * memory or another event may have, too: but not again and again just while this one has its short time between two rests.
 */
const defaultRestsMs: readonly number[] = [0, 2_000, 10_000, 60_000];

/** Answers events, those of one conversation one after another, in order. */
export function startWorker(options: WorkerOptions): LaneRunner {
  const { turns, now, logger, concurrency = 64 } = options;
  const missing = onceEach((connectorId) =>
    logger.warn({ connectorId }, "events wait for a connector that is not configured"),
  );
  const gate = new InterruptedGate((conversationId) => runner.wake(conversationId));
  const worker: Worker = { ...options, missing, gate };
  const runner = startLaneRunner({
    due: turns.due.bind(turns),
    nextDue: turns.nextDue.bind(turns),
    ...(options.passOn === undefined ? {} : { passOn: options.passOn }),
    step: (conversationId, slot) => handleNext(worker, conversationId, slot),
    failed: (conversationId, err) =>
      logger.error({ conversationId, err }, "the store did not do its part; events wait"),
    concurrency,
    ...(options.most === undefined ? {} : { most: options.most }),
    now,
  });
  return runner;
}

/** Begins the next event of the conversation and answers it. False: there is none that may begin now. */
export async function handleNext(options: Worker, conversationId: string, slot?: LaneSlot): Promise<StepResult> {
  const { turns, gate, now } = options;
  using pass = gate.enter();
  const lease = await turns.begin(conversationId, now(), pass !== undefined);
  if (lease === "interrupted") gate.wait(conversationId);
  if (lease === undefined || lease === "interrupted") return false;
  // The store knows no network address: what whoever accepted the event has said of it stands.
  if (slot?.isKnown === false) slot.belongsTo(shareOf(lease.event));
  // Every other event may begin at once.
  if (!lease.interrupted) pass?.[Symbol.dispose]();
  await handleLease(options, lease);
  return options.endOf?.(lease)?.isLast === true ? "last" : true;
}

/** Whoever writes from one address in many conversations has one share; where the channel tells of no address, a person has. */
export function shareOf({ connectorId, conversationId, network }: InboundEvent): Share {
  return { outer: connectorId, inner: network ?? conversationId };
}

async function handleLease(options: Worker, lease: Lease): Promise<void> {
  const { connectorId } = lease.conversation;
  if (!options.isConfigured(connectorId)) {
    options.missing(connectorId);
    await options.turns.release(lease, options.now() + missingConnectorMs);
    return;
  }
  const restMs = restBefore(options, lease);
  if (restMs > 0) {
    await options.turns.release(lease, options.now() + restMs);
    return;
  }
  if (lease.attempt > maxAttemptsOf(options)) {
    // The attempts before left no error behind: each took the process with it. Another one would, too.
    await toDeadLetter(options, lease, "ProcessEnded");
    return;
  }
  using keeper = new LeaseKeeper(options, lease);
  try {
    await options.runtime.handle(lease, keeper.signal);
    await requireEnded(options, lease);
  } catch (error) {
    await recover(options, lease, keeper.signal, error);
  }
}

/** A turn that its runtime left open would hang until its lease runs out, and nobody would know why. */
async function requireEnded(options: WorkerOptions, lease: Lease): Promise<void> {
  if (options.endOf?.(lease) !== undefined) return;
  if (await options.isOpen(lease)) throw new UnfinishedTurnError("`handle` resolved, but the turn was not committed");
}

/** @param turns the store's own: a turn that has ended is no lost lease, and must not be counted as one. */
export function askWhetherOpen(
  turns: Pick<WorkerOptions["turns"], "renew">,
  now: () => number,
): (lease: Lease) => Promise<boolean> {
  return async (lease) => {
    try {
      await turns.renew(lease, now());
      return true;
    } catch (error) {
      if (error instanceof StaleLeaseError) return false;
      throw error;
    }
  };
}

/** An event that cannot be handled is tried again. When that does not help it becomes a dead letter, with an apology. */
async function recover(options: WorkerOptions, lease: Lease, signal: AbortSignal, error: unknown): Promise<void> {
  const { turns, logger } = options;
  const facts = { ...factsOf(lease), err: error };
  // A handler that was broken off may fail with anything.
  if (error instanceof StaleLeaseError || signal.reason instanceof StaleLeaseError) {
    logger.warn(facts, "another process has taken over; this turn is void");
    return;
  }
  if (options.stopping.aborted) {
    await turns.release(lease);
    options.passOn?.(lease.conversation.id);
    return;
  }
  if (lease.attempt < maxAttemptsOf(options)) {
    logger.error(facts, "the event could not be handled and will be tried again");
    await turns.postpone(lease, options.now() + backoff(lease.attempt, 500, 30_000));
    return;
  }
  await toDeadLetter(options, lease, error instanceof Error ? error.name : "unknown", error);
}

async function toDeadLetter(options: WorkerOptions, lease: Lease, reason: string, err?: unknown): Promise<void> {
  const { logger } = options;
  const facts = { ...factsOf(lease), reason };
  const apology = tryToApologize(options, lease);
  if (apology === undefined) {
    // Given up without a word, it would leave the person waiting for ever.
    await options.turns.postpone(lease, options.now() + noApologyMs);
    return;
  }
  logger.error(
    err === undefined ? facts : { ...facts, err },
    "the event could not be handled: it is a dead letter now",
  );
  await options.turns.deadLetter(lease, apology, reason, options.now());
  try {
    options.setAside(lease, apology);
  } catch (error) {
    logger.error({ ...facts, err: error }, "an observer of answers failed; the apology stands");
  }
}

function tryToApologize(options: WorkerOptions, lease: Lease): Answer | undefined {
  try {
    const apology = options.runtime.apologize(lease);
    if (lease.event.content.type !== "notification") return withTurnEnd(apology, lease.seq);
    const deliveries = apology.deliveries.map(({ id }) => id);
    // Whoever has sent it may wait in another process.
    const events = apology.events.filter(({ body }) => body.type !== "turn.end");
    const result = { outcome: "failed", messages: events.length, deliveries };
    return withTurnEnd({ ...apology, events }, lease.seq, result);
  } catch (error) {
    const facts = { ...factsOf(lease), err: error };
    options.logger.error(facts, "there is no apology for an event that could not be handled; it will be tried again");
    return undefined;
  }
}

function factsOf({ conversation, seq, attempt }: Lease): { conversationId: string; seq: number; attempt: number } {
  return { conversationId: conversation.id, seq, attempt };
}

/** An event that has rested is begun as one that nothing has interrupted. */
function restBefore({ restsMs = defaultRestsMs, ...options }: WorkerOptions, lease: Lease): number {
  if (!lease.interrupted || lease.attempt > maxAttemptsOf(options)) return 0;
  return restsMs[lease.attempt - 2] ?? restsMs.at(-1) ?? 0;
}

function maxAttemptsOf({ maxAttempts = 5 }: Pick<WorkerOptions, "maxAttempts">): number {
  return maxAttempts;
}
