import { StaleLeaseError } from "#app/errors.ts";
import type { Turns } from "#conversation/turns.ts";
import { type OutboxStore, tooOld } from "#pipeline/outbox/outbox.ts";
import type { Metrics } from "./metrics.ts";

/** The same turns, counted on the way: dead letters, and writes that were refused because the lease was lost. */
export function observeTurns(turns: Turns, metrics: Metrics): Turns {
  const fenced = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (error) {
      if (error instanceof StaleLeaseError) metrics.fencedWrite();
      throw error;
    }
  };
  return {
    due: (...given) => turns.due(...given),
    nextDue: (...given) => turns.nextDue(...given),
    begin: (...given) => turns.begin(...given),
    renew: (...given) => fenced(turns.renew(...given)),
    idempotencyRecords: (...given) => turns.idempotencyRecords(...given),
    keepIdempotencyRecord: (...given) => fenced(turns.keepIdempotencyRecord(...given)),
    append: (...given) => fenced(turns.append(...given)),
    commit: (...given) => fenced(turns.commit(...given)),
    stop: (...given) => turns.stop(...given),
    postpone: (...given) => turns.postpone(...given),
    release: (...given) => turns.release(...given),
    deadLetter: async (lease, apology, reason, now) => {
      await turns.deadLetter(lease, apology, reason, now);
      metrics.deadLetter(reason);
    },
  };
}

/** The same outbox, counted on the way: how each attempt to deliver ended. */
export function observeOutbox(outbox: OutboxStore, metrics: Metrics): OutboxStore {
  /** Of the deliveries on their way: only their begin names the connector. */
  const connectorOf = new Map<string, string>();
  const ended = (id: string): string => {
    const connectorId = connectorOf.get(id) ?? "";
    connectorOf.delete(id);
    return connectorId;
  };
  return {
    due: (...given) => outbox.due(...given),
    nextDue: (...given) => outbox.nextDue(...given),
    lastRefusal: (lane) => outbox.lastRefusal(lane),
    begin: async (lane, now) => {
      const item = await outbox.begin(lane, now);
      if (item !== undefined) connectorOf.set(item.id, item.connectorId);
      return item;
    },
    sent: async (id, ...rest) => {
      await outbox.sent(id, ...rest);
      metrics.delivery(ended(id), "delivered");
    },
    retry: async (id, notBefore, cause) => {
      metrics.delivery(ended(id), "retried", cause.reason);
      await outbox.retry(id, notBefore, cause);
    },
    unknown: async (id, notBefore, cause) => {
      metrics.delivery(ended(id), "unknown", cause.reason);
      await outbox.unknown(id, notBefore, cause);
    },
    release: async (id, notBefore) => {
      ended(id);
      await outbox.release(id, notBefore);
    },
    fail: async (id, cause, now) => {
      metrics.delivery(ended(id), "refused", cause.reason);
      await outbox.fail(id, cause, now);
    },
    setAside: async (id, notice, now) => {
      metrics.delivery(ended(id), "refused", tooOld.reason);
      await outbox.setAside(id, notice, now);
    },
    keepRest: (...given) => outbox.keepRest(...given),
    confirmPart: (...given) => outbox.confirmPart(...given),
    confirm: (...given) => outbox.confirm(...given),
    report: (...given) => outbox.report(...given),
    states: (...given) => outbox.states(...given),
  };
}
