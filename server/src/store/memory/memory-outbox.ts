import type { DeliveryReceipts } from "#channel/connector.ts";
import { lostAfterMs } from "#store/lost-delivery.ts";
import { type DeliveryState, type FailureCause, type OutboxStore, tooOld } from "#pipeline/outbox/outbox.ts";
import type { MemoryTables } from "./memory-conversation.ts";
import { isWaiting, type MemoryItem, type MemoryOutbox, queueDeliveries } from "./memory-deliveries.ts";

function stateOf(item: MemoryItem | undefined): DeliveryState {
  if (item?.state === "sent")
    return item.receipt === undefined ? { type: "sent" } : { type: "sent", receipt: item.receipt };
  return item?.state === "failed" ? { type: "failed", ...(item.cause ?? { reason: "unknown" }) } : { type: "waiting" };
}

/** A database would not keep it either. */
function requireTime(time: number): void {
  if (!Number.isInteger(time)) throw new TypeError(`${time} is not a time in whole milliseconds`);
}

export function createMemoryOutbox({ conversations }: MemoryTables, outbox: MemoryOutbox): OutboxStore {
  const held = new Set<string>();

  const headOf = (lane: string): MemoryItem | undefined =>
    [...outbox.values()].find((item) => item.conversationId === lane && isWaiting(item));

  const dueOf = ({ notBefore, conversationId }: MemoryItem): number =>
    Math.max(notBefore, conversations.get(conversationId)?.deliverAfter ?? 0);

  const heads = (): { lane: string; due: number }[] => {
    const lanes = new Set([...outbox.values()].map(({ conversationId }) => conversationId));
    return [...lanes].flatMap((lane) => {
      const head = headOf(lane);
      return head === undefined ? [] : [{ lane, due: dueOf(head) }];
    });
  };

  /** What has been confirmed meanwhile, stays so. */
  function endAttempt(
    id: string,
    state: "queued" | "unknown" | "failed",
    notBefore: number,
    cause?: FailureCause,
  ): void {
    const item = outbox.get(id);
    held.delete(id);
    requireTime(notBefore);
    if (item?.state !== "sending") return;
    item.state = state;
    item.notBefore = notBefore;
    if (cause !== undefined) item.cause = cause;
    if (state === "failed") item.payload = null;
    item.resent ||= state === "unknown";
  }

  function reportReceipts(connectorId: string, report: DeliveryReceipts): string | undefined {
    const { conversationId, until, status } = report;
    if (conversations.get(conversationId)?.connectorId !== connectorId) return undefined;
    for (const item of outbox.values())
      if (item.conversationId === conversationId && item.state === "sent" && item.queuedAt <= until)
        item.receipt = item.receipt === "read" ? "read" : status;
    return conversationId;
  }

  function markDelivered(id: string, externalId: string | undefined): MemoryItem | undefined {
    const item = outbox.get(id);
    if (item === undefined) return undefined;
    item.state = "sent";
    item.payload = null;
    item.externalId ??= externalId;
    return item;
  }

  /** Edits that a newer edit of the same message replaces, and a text so far that has no message to replace. */
  function dropNeedless(head: MemoryItem): boolean {
    if (head.edits === undefined || head.state !== "queued") return false;
    const same = [...outbox.values()].filter(
      (item) => item.edits === head.edits && item.state === "queued" && item.conversationId === head.conversationId,
    );
    const isHomeless = head.interim && externalIdOf(head.edits) === undefined;
    const needless = isHomeless && same.length === 1 ? same : same.slice(0, -1);
    for (const item of needless) {
      markDelivered(item.id, undefined);
      item.superseded = true;
    }
    return needless.length > 0;
  }

  /** Of the message, or of the first edit that became one because the message was never delivered. */
  function externalIdOf(edited: string): string | undefined {
    const ids = [...outbox.values()].filter(({ id, edits }) => id === edited || edits === edited);
    return ids.find(({ externalId }) => externalId !== undefined)?.externalId;
  }

  return {
    due: async (now, limit, except) =>
      heads()
        .filter(({ lane, due }) => due <= now && !except.has(lane))
        .sort((a, b) => a.due - b.due)
        .slice(0, limit)
        .map(({ lane }) => lane),

    nextDue: async (now) => {
      const later = heads().flatMap(({ due }) => (due > now ? [due] : []));
      return later.length === 0 ? undefined : Math.min(...later);
    },

    begin: async (lane, now) => {
      let head = headOf(lane);
      while (head !== undefined && dropNeedless(head)) head = headOf(lane);
      if (head === undefined || dueOf(head) > now || held.has(head.id)) return undefined;
      head.resent ||= head.state === "sending";
      head.state = "sending";
      head.notBefore = now + lostAfterMs;
      if (head.coversUntil !== undefined) head.coversUntil = now;
      const waitedMs = head.coversUntil === undefined ? Math.max(0, now - head.queuedAt) : 0;
      held.add(head.id);
      head.attempt += 1;
      const { id, connectorId, conversationId, payload, attempt, resent, edits, partsOut } = head;
      const address = conversations.get(conversationId)?.address;
      if (address === undefined) throw new Error("a delivery without a conversation");
      const edited = edits === undefined ? undefined : externalIdOf(edits);
      const parts = partsOut === undefined ? {} : { partsOut };
      const item = { id, connectorId, conversationId, address, payload, attempt, resent, waitedMs, ...parts };
      return structuredClone(edited === undefined ? item : { ...item, editsExternalId: edited });
    },

    sent: async (id, externalId, now, nextNotBefore = 0) => {
      held.delete(id);
      requireTime(now);
      // A failure that the channel has reported in the meantime stays.
      const hasFailed = outbox.get(id)?.state === "failed";
      const item = markDelivered(id, externalId);
      if (item === undefined) return;
      if (hasFailed) item.state = "failed";
      const conversation = conversations.get(item.conversationId);
      if (conversation !== undefined) conversation.deliverAfter = Math.max(conversation.deliverAfter, nextNotBefore);
    },
    keepRest: async (id, payload, partsOut) => {
      const item = outbox.get(id);
      if (item?.state !== "sending" || !held.has(id)) return false;
      item.payload = structuredClone(payload);
      item.partsOut = Math.max(item.partsOut ?? 0, partsOut);
      return true;
    },
    confirmPart: async (connectorId, id, partsOut, now) => {
      const item = outbox.get(id);
      if (item?.connectorId !== connectorId) return undefined;
      if (!isWaiting(item) || partsOut <= (item.partsOut ?? 0)) return item.conversationId;
      item.partsOut = partsOut;
      if (item.state !== "unknown") return item.conversationId;
      Object.assign(item, { state: "queued", resent: false, notBefore: now });
      return item.conversationId;
    },
    retry: async (id, notBefore, cause) => endAttempt(id, "queued", notBefore, cause),
    unknown: async (id, notBefore, cause) => endAttempt(id, "unknown", notBefore, cause),
    fail: async (id, cause, now) => endAttempt(id, "failed", now, cause),
    setAside: async (id, notice, now) => {
      const item = outbox.get(id);
      const wasSending = item?.state === "sending";
      endAttempt(id, "failed", now, tooOld);
      const conversation = conversations.get(item?.conversationId ?? "");
      if (!wasSending || conversation === undefined) return;
      const isNotified = [...outbox.values()].some(
        (other) =>
          other.conversationId === item.conversationId &&
          other.coversUntil !== undefined &&
          (isWaiting(other) || (other.state === "sent" && other.coversUntil >= item.queuedAt)),
      );
      if (isNotified) return;
      queueDeliveries(outbox, conversation, [...notice], now);
      for (const part of notice) Object.assign(outbox.get(part.id) ?? {}, { coversUntil: now });
    },
    release: async (id, notBefore) => {
      const item = outbox.get(id);
      const sending = item?.state === "sending";
      endAttempt(id, "queued", notBefore);
      if (sending) item.attempt -= 1;
    },
    states: async (ids) =>
      new Map(ids.flatMap((id) => (outbox.has(id) ? [[id, stateOf(outbox.get(id))] as const] : []))),
    confirm: async (connectorId, id, externalId) =>
      outbox.get(id)?.connectorId === connectorId ? markDelivered(id, externalId)?.conversationId : undefined,
    lastRefusal: async (lane) => {
      const refused = [...outbox.values()].findLast(
        ({ conversationId, state, cause }) =>
          conversationId === lane && state === "failed" && (cause?.kind === "recipient" || cause?.kind === "window"),
      );
      const kind = refused?.cause?.kind;
      return refused === undefined || (kind !== "recipient" && kind !== "window")
        ? undefined
        : { kind, at: refused.queuedAt };
    },

    report: async (connectorId, given) => {
      if ("until" in given) return reportReceipts(connectorId, given);
      const { deliveryId, externalId, conversationId, ...report } = given;
      const item = [...outbox.values()].find(
        (each) =>
          each.connectorId === connectorId &&
          (conversationId === undefined || each.conversationId === conversationId) &&
          (each.id === deliveryId || (externalId !== undefined && each.externalId === externalId)),
      );
      if (item === undefined) return undefined;
      if (report.status !== "failed") {
        markDelivered(item.id, externalId);
        item.receipt = item.receipt === "read" ? "read" : report.status;
      } else if (item.receipt === undefined) {
        item.state = "failed";
        item.payload = null;
        item.cause = { reason: report.error.code, kind: report.error.kind };
      }
      return item.conversationId;
    },
  };
}
