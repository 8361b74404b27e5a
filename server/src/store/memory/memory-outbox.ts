import type { Conversation } from "#conversation/conversation.ts";
import type { NewDelivery } from "#conversation/turns.ts";
import { lostAfterMs } from "#store/lost-delivery.ts";
import type { DeliveryState, OutboxItem, OutboxStore } from "#pipeline/outbox/outbox.ts";

type MemoryItem = OutboxItem & {
  state: "queued" | "sending" | "unknown" | "sent" | "failed";
  notBefore: number;
  reason?: string;
};

/** By id, in the order in which they were queued. */
export type MemoryOutbox = Map<string, MemoryItem>;

export function isWaiting({ state }: MemoryItem): boolean {
  return state === "queued" || state === "sending" || state === "unknown";
}

/** @throws when two conversations share an id: one of the messages would be lost. */
export function queueDeliveries(
  outbox: MemoryOutbox,
  { id: conversationId, connectorId, userId }: Conversation,
  deliveries: NewDelivery[],
  now: number,
): void {
  const stranger = deliveries.find(({ id }) => outbox.has(id) && outbox.get(id)?.conversationId !== conversationId);
  if (stranger !== undefined) throw new Error(`delivery id ${stranger.id} belongs to another conversation`);
  for (const { id, payload } of deliveries) {
    if (outbox.has(id)) continue;
    const queued = { state: "queued" as const, attempt: 0, resent: false, notBefore: now };
    outbox.set(id, { id, connectorId, conversationId, userId, payload: structuredClone(payload), ...queued });
  }
}

function stateOf(item: MemoryItem | undefined): DeliveryState {
  if (item?.state === "sent") return { type: "sent" };
  return item?.state === "failed" ? { type: "failed", reason: item.reason ?? "unknown" } : { type: "waiting" };
}

/** A database would not keep it either. */
function requireTime(time: number): void {
  if (!Number.isInteger(time)) throw new TypeError(`${time} is not a time in whole milliseconds`);
}

export function createMemoryOutbox(outbox: MemoryOutbox): OutboxStore {
  const held = new Set<string>();

  const headOf = (lane: string): MemoryItem | undefined =>
    [...outbox.values()].find((item) => item.conversationId === lane && isWaiting(item));

  const heads = (): MemoryItem[] => {
    const lanes = new Set([...outbox.values()].map(({ conversationId }) => conversationId));
    return [...lanes].flatMap((lane) => headOf(lane) ?? []);
  };

  /** What has been confirmed meanwhile, stays so. */
  function endAttempt(id: string, state: "queued" | "unknown" | "failed", notBefore: number): void {
    const item = outbox.get(id);
    held.delete(id);
    requireTime(notBefore);
    if (item?.state !== "sending") return;
    item.state = state;
    item.notBefore = notBefore;
    if (state === "failed") item.payload = null;
    item.resent ||= state === "unknown";
  }

  function take(id: string): string | undefined {
    const item = outbox.get(id);
    if (item === undefined) return undefined;
    item.state = "sent";
    item.payload = null;
    return item.conversationId;
  }

  return {
    due: async (now, limit, except) =>
      heads()
        .filter(({ conversationId, notBefore }) => notBefore <= now && !except.has(conversationId))
        .sort((a, b) => a.notBefore - b.notBefore)
        .slice(0, limit)
        .map(({ conversationId }) => conversationId),

    nextDue: async (now) => {
      const later = heads().flatMap(({ notBefore }) => (notBefore > now ? [notBefore] : []));
      return later.length === 0 ? undefined : Math.min(...later);
    },

    begin: async (lane, now) => {
      const head = headOf(lane);
      if (head === undefined || head.notBefore > now || held.has(head.id)) return undefined;
      head.resent ||= head.state === "sending";
      head.state = "sending";
      head.notBefore = now + lostAfterMs;
      held.add(head.id);
      head.attempt += 1;
      const { state: _state, notBefore: _notBefore, reason: _reason, ...item } = head;
      return structuredClone(item);
    },

    sent: async (id, _externalId, now) => {
      held.delete(id);
      requireTime(now);
      take(id);
    },
    retry: async (id, notBefore) => endAttempt(id, "queued", notBefore),
    unknown: async (id, notBefore) => endAttempt(id, "unknown", notBefore),
    fail: async (id, reason, now) => {
      endAttempt(id, "failed", now);
      const item = outbox.get(id);
      if (item?.state === "failed") item.reason = reason;
    },
    release: async (id, notBefore) => {
      const item = outbox.get(id);
      const sending = item?.state === "sending";
      endAttempt(id, "queued", notBefore);
      if (sending) item.attempt -= 1;
    },
    states: async (ids) =>
      new Map(ids.flatMap((id) => (outbox.has(id) ? [[id, stateOf(outbox.get(id))] as const] : []))),
    confirm: async (id) => take(id),
  };
}
