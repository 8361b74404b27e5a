import type { FailureCause, OutboxStore } from "#pipeline/outbox/outbox.ts";
import { toNotice } from "#store/notice.ts";
import { readAddress } from "#store/address.ts";
import { type DeliveryStateRow, toDeliveryState } from "#store/delivery-state.ts";
import type { Database } from "./database.ts";
import { toReportInput } from "#store/report-input.ts";
import type { Writer } from "./writer.ts";

export function createOutboxStore({ reader, writer }: { reader: Database; writer: Writer }): OutboxStore {
  const held = new Set<string>();

  /** Whether the write succeeds or not: what nobody here is sending any more must be found again. */
  async function letGo(id: string, write: Promise<unknown>): Promise<void> {
    try {
      await write;
    } finally {
      held.delete(id);
    }
  }

  function endAttempt(
    id: string,
    state: "queued" | "unknown" | "failed",
    { reason, kind }: FailureCause,
    notBefore: number,
  ): Promise<void> {
    return writer.run("endAttempt", { id, state, reason, errorKind: kind ?? null, notBefore });
  }

  return {
    due: async (now, limit, except) =>
      reader
        .all<{ id: string }>(selectDue, now, limit + except.size)
        .map(({ id }) => id)
        .filter((id) => !except.has(id))
        .slice(0, limit),

    nextDue: async (now) => reader.get<{ due: number | null }>(selectNextDue, now)?.due ?? undefined,

    begin: async (lane, now) => {
      const begun = await writer.run("beginDelivery", { lane, now, held: [...held] });
      if (begun === undefined) return undefined;
      held.add(begun.id);
      const { userId, address, editsExternalId, partsOut, ...item } = begun;
      return {
        ...item,
        address: readAddress(userId, address),
        payload: JSON.parse(begun.payload) as unknown,
        ...(editsExternalId === null ? {} : { editsExternalId }),
        ...(partsOut === 0 ? {} : { partsOut }),
      };
    },

    sent: (id, externalId, now, nextNotBefore = 0) =>
      letGo(id, writer.run("markDelivered", { id, externalId: externalId ?? null, now, nextNotBefore })),

    keepRest: async (id, payload, partsOut, now) =>
      held.has(id) && (await writer.run("keepRest", { id, payload: JSON.stringify(payload), partsOut, now })),

    confirmPart: (connectorId, id, partsOut, now) => writer.run("confirmPart", { connectorId, id, partsOut, now }),

    retry: (id, notBefore, cause) => letGo(id, endAttempt(id, "queued", cause, notBefore)),

    unknown: (id, notBefore, cause) => letGo(id, endAttempt(id, "unknown", cause, notBefore)),

    fail: (id, cause, now) => letGo(id, endAttempt(id, "failed", cause, now)),

    setAside: (id, notice, now) => letGo(id, writer.run("setAside", { id, notice: notice.map(toNotice), now })),

    release: (id, notBefore) => letGo(id, writer.run("releaseDelivery", { id, notBefore })),

    states: async (ids) =>
      new Map(
        ids.flatMap((id) => {
          const row = reader.get<DeliveryStateRow>(selectState, id);
          return row === undefined ? [] : [[id, toDeliveryState(row)] as const];
        }),
      ),

    confirm: (connectorId, id, externalId, now) =>
      writer.run("confirmDelivery", { connectorId, id, externalId: externalId ?? null, now }),

    lastRefusal: async (lane) => reader.get<{ kind: "recipient" | "window"; at: number }>(selectRefusal, lane),

    report: (connectorId, report, now) =>
      "until" in report
        ? writer.run("reportReceipts", { ...report, connectorId, now })
        : writer.run("reportStatus", { ...toReportInput(connectorId, report), now }),
  };
}

const selectState = `SELECT state, reason, error_kind, receipt FROM outbox WHERE id = ?`;

const selectRefusal = `
  SELECT error_kind AS kind, queued_at AS at FROM outbox
  WHERE conversation = ? AND state = 'failed' AND error_kind IN ('recipient', 'window') ORDER BY position DESC LIMIT 1`;

const selectDue = `SELECT id FROM conversation WHERE delivery_due <= ? ORDER BY delivery_due LIMIT ?`;

const selectNextDue = `SELECT min(delivery_due) AS due FROM conversation WHERE delivery_due > ?`;
