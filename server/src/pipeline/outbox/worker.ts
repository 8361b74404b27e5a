import type { DeliveryReceipt } from "#channel/connector.ts";
import { DeliveryError, type DeliveryOutcome } from "#channel/delivery-error.ts";
import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import { backoff } from "#pipeline/lanes/backoff.ts";
import { type LaneSlot, type LaneRunner, startLaneRunner, type StepResult } from "#pipeline/lanes/lane-runner.ts";
import type { Share, ShareBounds } from "#pipeline/lanes/share.ts";
import { onceEach } from "#pipeline/lanes/once-each.ts";
import type { Logger } from "#app/logger.ts";
import { type FailureCause, type Notice, type OutboxItem, type OutboxStore, tooOld } from "./outbox.ts";
import { isForDesk } from "#channel/host/desk-delivery.ts";
import { isForgetting } from "#channel/host/forgetting.ts";
import { Pacing } from "./pacing.ts";

export type OutboxWorkerOptions = {
  outbox: OutboxStore;
  connectors: Pick<ReadonlyMap<string, HostedConnector>, "get">;
  now: () => number;
  logger: Logger;
  /** Aborts sends that are under way when the server stops. */
  stopping: AbortSignal;
  concurrency?: number;
  /** Deliveries under way at most: of all, of one connector, and of its words or its media. Default: any number. */
  most?: ShareBounds;
  retry?: Partial<RetryPolicy>;
  /** What tells the person that messages came too late, as deliveries. Default: nothing does. */
  noticeOf?: (item: OutboxItem) => Promise<Notice[]>;
  /** Removes all that is kept of the person of a conversation, which has asked for it. */
  forget: (item: OutboxItem) => Promise<void>;
  /** Does what a turn has for the desk. Without it nobody sits there. */
  desk?: (item: OutboxItem) => Promise<void>;
  /** Learns that a channel has a delivery. What it throws is logged, and changes nothing. */
  delivered?: (item: OutboxItem) => void;
};

/** All in milliseconds. */
export type RetryPolicy = {
  firstMs: number;
  maxMs: number;
  /** How long an echo is waited for at least when it is not known whether the channel took a message. */
  echoMs: number;
  /**
   * Tries before a delivery is given up that is of use at any age. With the default pauses, which jitter makes half as long
   * as they may be, 600 tries are about a day.
   */
  maxAttempts: number;
  /** How long a delivery waits for a connector that does not run here before it is looked for again. */
  missingMs: number;
  /** How long an answer is of use, where its connector does not say. An older one is set aside. */
  maxAgeMs: number;
};

const defaultRetry: RetryPolicy = {
  firstMs: 1_000,
  maxMs: 300_000,
  echoMs: 10_000,
  maxAttempts: 600,
  missingMs: 60_000,
  maxAgeMs: 30 * 60_000,
};

/** What a worker has beside its options. `missing` tells the operator which connector deliveries wait for. */
type Worker = OutboxWorkerOptions & {
  missing(connectorId: string): void;
  pacing: Pacing;
  retry: RetryPolicy;
};

const noNoticeMs = 5_000;

/** A platform that asks for more is asked again before. */
const longestPauseMs = 24 * 3_600_000;

/** Hands deliveries to their channels: one after another to one person, in order, until delivered or refused. */
export function startOutboxWorker(options: OutboxWorkerOptions): LaneRunner {
  const { outbox, now, logger, concurrency = 32 } = options;
  const missing = onceEach((connectorId) =>
    logger.warn({ connectorId }, "deliveries wait for a connector that is not configured"),
  );
  const worker: Worker = { ...options, missing, pacing: new Pacing(), retry: { ...defaultRetry, ...options.retry } };
  return startLaneRunner({
    due: outbox.due.bind(outbox),
    nextDue: outbox.nextDue.bind(outbox),
    step: (lane, slot) => deliverNext(worker, lane, slot),
    failed: (lane, err) => logger.error({ lane, err }, "the store did not do its part; deliveries wait"),
    concurrency,
    ...(options.most === undefined ? {} : { most: options.most }),
    now,
  });
}

/** Delivers the head of the lane. False: there is none that is due. */
export async function deliverNext(options: Worker, lane: string, slot?: LaneSlot): Promise<StepResult> {
  const { outbox, logger, now } = options;
  const item = await outbox.begin(lane, now());
  if (item === undefined) return false;
  // Else all places would be those of a platform that does not answer, when many people hear from it for the first time.
  if (slot?.mayJoin(shareOf(options, item)) === false) {
    await outbox.release(item.id, now());
    return "no_room";
  }
  if (isForgetting(item)) {
    await forget(options, item);
    return true;
  }
  if (isForDesk(item)) {
    await passToDesk(options, item);
    return true;
  }
  const connector = options.connectors.get(item.connectorId);
  if (connector?.delivery !== "push") {
    options.missing(item.connectorId);
    await outbox.release(item.id, now() + options.retry.missingMs);
    return true;
  }
  if (item.waitedMs > (connector.maxAgeMs(item.payload) ?? options.retry.maxAgeMs)) {
    await setAside(options, item);
    return true;
  }
  const pace = options.pacing.take(item.connectorId, lane, connector.perSecond(), now());
  const wait = pace > 0 ? pace : connector.pause();
  if (wait > 0) {
    await outbox.release(item.id, now() + wait);
    return true;
  }
  if (item.resent) logger.warn(factsOf(item), "no echo came; the delivery is sent again and may be seen twice");
  await deliver(options, connector, item);
  return true;
}

/** However late, whether its connector is configured any more, and until it has worked. */
async function forget(options: Worker, item: OutboxItem): Promise<void> {
  const { outbox, logger, now, retry } = options;
  try {
    await options.forget(item);
  } catch (err) {
    logger.error(
      { ...factsOf(item), err },
      "a person who wants to be forgotten could not be deleted; it is tried again",
    );
    await outbox.retry(item.id, now() + backoff(item.attempt, retry.firstMs, retry.maxMs), { reason: "not_forgotten" });
    return;
  }
  // It went with the conversation, unless the store keeps none of these.
  await outbox.sent(item.id, undefined, now());
}

/** The person waits there for somebody: however late, and until it has worked. */
async function passToDesk(options: Worker, item: OutboxItem): Promise<void> {
  const { outbox, logger, now, retry, desk } = options;
  if (desk === undefined) {
    options.missing("desk");
    await outbox.release(item.id, now() + retry.missingMs);
    return;
  }
  try {
    await desk(item);
  } catch (err) {
    logger.error({ ...factsOf(item), err }, "the desk did not take what a turn had for it; it is tried again");
    await outbox.retry(item.id, now() + backoff(item.attempt, retry.firstMs, retry.maxMs), { reason: "desk" });
    return;
  }
  await outbox.sent(item.id, undefined, now());
}

/** What follows goes on: the newest answers are those that the person waits for. */
async function setAside({ outbox, logger, now, noticeOf }: Worker, item: OutboxItem): Promise<void> {
  let notice: Notice[];
  try {
    notice = (await noticeOf?.(item)) ?? [];
  } catch (error) {
    await outbox.release(item.id, now() + noNoticeMs);
    throw error;
  }
  logger.error({ ...factsOf(item), ...tooOld, waitedMs: item.waitedMs }, "the delivery is too old; it is set aside");
  await outbox.setAside(item.id, notice, now());
}

/** A page that hangs holds up its own people only, and files on their way hold up no words. */
function shareOf({ connectors }: Worker, { connectorId, payload }: OutboxItem): Share {
  const connector = connectors.get(connectorId);
  const isMedia = connector?.carriesMedia(payload) === true;
  return { outer: connectorId, inner: isMedia ? "media" : "words" };
}

async function deliver(options: Worker, connector: HostedConnector, item: OutboxItem): Promise<void> {
  let receipt: DeliveryReceipt;
  try {
    receipt = await connector.deliver(item, options.stopping);
  } catch (error) {
    await settle(options, item, error);
    return;
  }
  observe(options, item);
  await keepDelivered(options, connector, item, receipt);
}

/** An observer never decides about the delivery it observes. */
function observe({ delivered, logger }: Worker, item: OutboxItem): void {
  try {
    delivered?.(item);
  } catch (error) {
    logger.error({ ...factsOf(item), err: error }, "an observer of deliveries failed; the delivery stands");
  }
}

/** What the channel has must not go out again only because we could not write that down: its echo tells us, too. */
async function keepDelivered(
  options: Worker,
  { capabilities }: HostedConnector,
  item: OutboxItem,
  { externalId }: DeliveryReceipt,
): Promise<void> {
  const { outbox, logger, now, retry } = options;
  const pauseMs = capabilities.rate?.perRecipientMs;
  try {
    await outbox.sent(item.id, externalId, now(), pauseMs === undefined ? undefined : now() + pauseMs);
  } catch (error) {
    logger.error(
      { ...factsOf(item), err: error },
      "the message was delivered, which could not be stored; waiting for its echo",
    );
    await outbox.unknown(item.id, now() + retry.echoMs, { reason: "not_stored", kind: "unknown" });
  }
}

async function settle(options: Worker, item: OutboxItem, error: unknown): Promise<void> {
  const { outbox, logger, now, retry } = options;
  const facts = { ...factsOf(item), err: error };
  const { outcome, cause, retryAfterMs } = read(error);
  const pauseMs = retryAfterMs ?? backoff(item.attempt, retry.firstMs, retry.maxMs);
  if (outcome === "refused" || item.attempt >= retry.maxAttempts) {
    logger.error(facts, "the channel will not take the delivery; it is given up");
    await outbox.fail(item.id, cause, now());
  } else if (outcome === "unknown") {
    logger.warn(facts, "the channel may have delivered the message; waiting for its echo");
    await outbox.unknown(item.id, now() + Math.max(retry.echoMs, pauseMs), cause);
  } else {
    logger.warn(facts, "the channel did not take the delivery; it will be sent again");
    await outbox.retry(item.id, now() + pauseMs, cause);
  }
}

type Failure = { outcome: DeliveryOutcome; cause: FailureCause; retryAfterMs?: number | undefined };

/** What is no DeliveryError is a defect of the connector. */
function read(error: unknown): Failure {
  if (!(error instanceof DeliveryError)) return { outcome: "retry", cause: { reason: "defect" } };
  const { outcome, code, kind, retryAfterMs } = error;
  return { outcome, cause: { reason: code, kind }, retryAfterMs: toPause(retryAfterMs) };
}

/** A connector's arithmetic, e.g. 1.1 s * 1000, is no reason to lose the delivery: times are whole milliseconds. */
function toPause(ms: number | undefined): number | undefined {
  return ms !== undefined && Number.isFinite(ms) && ms > 0 ? Math.ceil(Math.min(ms, longestPauseMs)) : undefined;
}

function factsOf({ id, connectorId, attempt }: OutboxItem): {
  deliveryId: string;
  connectorId: string;
  attempt: number;
} {
  return { deliveryId: id, connectorId, attempt };
}
