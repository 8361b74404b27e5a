import { BoundedMap } from "#collections/bounded-map.ts";
import { type FailureCause, type OutboxStore, tooOld } from "#pipeline/outbox/outbox.ts";
import { toNotice } from "#store/notice.ts";
import { readAddress } from "#store/address.ts";
import { type DeliveryStateRow, toDeliveryState } from "#store/delivery-state.ts";
import { lostAfterMs } from "#store/lost-delivery.ts";
import { type ProcessClock, requireTime } from "./clock.ts";
import { toReportInput } from "#store/report-input.ts";
import type { Pools } from "./connection/pools.ts";
import type { Writer } from "./writer.ts";

type Parts = { pools: Pools; writer: Writer; clock: ProcessClock; newOwner: () => string };

/** A delivery that this process is sending: its lane, and the number of the attempt. */
type Held = { lane: string; owner: string; term: number };

const maxUnsettled = 1_000;

/** What is being sent is noted in its row, with who sends it: any process sees it, and takes over what its sender has lost. */
export function createOutboxStore({ pools, writer, clock, newOwner }: Parts): OutboxStore & Disposable {
  const held = new Map<string, Held>();
  /** Attempts whose end could not be written. Nobody sends them any more, but another end may be written yet. */
  const unsettled = new BoundedMap<string, Held>(maxUnsettled);
  const extending = setInterval(extendAll, lostAfterMs / 3);
  extending.unref();

  /** Other processes would take what is sent for long as lost. */
  function extendAll(): void {
    for (const [id, { lane, owner, term }] of held)
      // One that fails is made up for by the next, or the delivery counts as lost.
      writer.run("extendDelivery", { id, owner, lane, term, lostAfterMs }, lane).catch(() => {});
  }

  /** Whether the write succeeds or not: what nobody here is sending any more must be found again. */
  async function letGo(id: string, write: (attempt: Held | undefined) => Promise<void>): Promise<void> {
    const attempt = held.get(id) ?? unsettled.get(id);
    unsettled.delete(id);
    try {
      await write(attempt);
    } catch (error) {
      if (attempt !== undefined) unsettled.set(id, attempt);
      throw error;
    } finally {
      held.delete(id);
    }
  }

  type End = { state: "queued" | "unknown" | "failed"; cause?: FailureCause; counts?: boolean; at: number };

  function endAttempt(id: string, { state, cause, counts = true, at }: End): Promise<void> {
    return letGo(id, async (attempt) => {
      const delay = clock.until(at);
      if (attempt === undefined) return;
      const { lane, owner, term } = attempt;
      const reason = cause?.reason ?? null;
      const errorKind = cause?.kind ?? null;
      await writer.run("endAttempt", { id, owner, term, state, reason, errorKind, counts, delay }, lane);
    });
  }

  return {
    due: async (_now, limit, except) =>
      (await pools.read<{ id: string }>(selectDue, limit, Array.from(except))).map(({ id }) => id),

    nextDue: async (now) => {
      const [row] = await pools.read<{ wait: number | null }>(selectNextDue);
      return typeof row?.wait === "number" ? now + row.wait : undefined;
    },

    begin: async (lane) => {
      const input = { lane, held: Array.from(held.keys()), owner: newOwner(), lostAfterMs };
      const begun = await writer.run("beginDelivery", input, lane);
      if (begun === undefined) return undefined;
      const { userId, address, editsExternalId, partsOut, owner, term, ...item } = begun;
      unsettled.delete(item.id);
      held.set(item.id, { lane, owner, term });
      return {
        ...item,
        conversationId: lane,
        address: readAddress(userId, address),
        payload: JSON.parse(item.payload) as unknown,
        ...(editsExternalId === null ? {} : { editsExternalId }),
        ...(partsOut === 0 ? {} : { partsOut }),
      };
    },

    sent: (id, externalId, now, nextNotBefore) =>
      letGo(id, async (attempt) => {
        requireTime(now);
        const pause = nextNotBefore === undefined ? null : clock.until(nextNotBefore);
        await writer.run("markDelivered", { id, externalId: externalId ?? null, pause }, attempt?.lane);
      }),

    keepRest: async (id, payload, partsOut) => {
      const attempt = held.get(id);
      if (attempt === undefined) return false;
      const { lane, owner, term } = attempt;
      return await writer.run("keepRest", { id, owner, term, payload: JSON.stringify(payload), partsOut }, lane);
    },

    confirmPart: (connectorId, id, partsOut) =>
      writer.run("confirmPart", { connectorId, id, partsOut }, held.get(id)?.lane),

    retry: (id, notBefore, cause) => endAttempt(id, { state: "queued", cause, at: notBefore }),

    unknown: (id, notBefore, cause) => endAttempt(id, { state: "unknown", cause, at: notBefore }),

    fail: (id, cause, now) => endAttempt(id, { state: "failed", cause, at: now }),

    setAside: (id, notice) =>
      letGo(id, async (attempt) => {
        if (attempt === undefined) return;
        const { lane, owner, term } = attempt;
        const { reason } = tooOld;
        await writer.run("setAside", { id, owner, term, reason, notice: notice.map(toNotice) }, lane);
      }),

    release: (id, notBefore) => endAttempt(id, { state: "queued", counts: false, at: notBefore }),

    states: async (ids) => {
      const rows = await pools.read<DeliveryStateRow & { id: string }>(selectStates, ids);
      return new Map(rows.map((row) => [row.id, toDeliveryState(row)]));
    },

    confirm: (connectorId, id, externalId) =>
      writer.run("confirmDelivery", { connectorId, id, externalId: externalId ?? null }, held.get(id)?.lane),

    lastRefusal: async (lane) => {
      const [row] = await pools.read<{ kind: "recipient" | "window"; at: number }>(selectRefusal, lane);
      return row;
    },

    report: async (connectorId, report) => {
      if (!("until" in report))
        return await writer.run("reportStatus", toReportInput(connectorId, report), report.conversationId);
      const { conversationId, until, status } = report;
      const sql = "SELECT report_receipts($1, $2, $3, $4) AS lane";
      const [row] = await pools.write(sql, [connectorId, conversationId, until, status]);
      return (row?.["lane"] as string | null | undefined) ?? undefined;
    },

    [Symbol.dispose]: () => clearInterval(extending),
  };
}

const selectRefusal = `
  SELECT error_kind AS kind, queued_at AS at FROM outbox
  WHERE conversation = $1 AND state = 'failed' AND error_kind IN ('recipient', 'window') ORDER BY position DESC LIMIT 1`;

// The clock in a subquery is asked once, and the index can be used.
const selectDue = `
  SELECT id FROM conversation WHERE delivery_due <= (SELECT now_ms()) AND id <> ALL ($2::text[])
  ORDER BY delivery_due LIMIT $1`;

const selectNextDue = `
  SELECT (SELECT min(delivery_due) FROM conversation WHERE delivery_due > n.now) - n.now AS wait
  FROM (SELECT now_ms() AS now OFFSET 0) n`;

const selectStates = `SELECT id, state, reason, error_kind, receipt FROM outbox WHERE id = ANY ($1::text[])`;
