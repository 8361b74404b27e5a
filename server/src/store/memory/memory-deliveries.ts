import type { Conversation } from "#conversation/conversation.ts";
import type { NewDelivery } from "#conversation/turns.ts";
import type { FailureCause, OutboxItem } from "#pipeline/outbox/outbox.ts";

/** A delivery as the memory keeps it. */
export type MemoryItem = Omit<OutboxItem, "address" | "editsExternalId" | "waitedMs"> & {
  state: "queued" | "sending" | "unknown" | "sent" | "failed";
  notBefore: number;
  queuedAt: number;
  /** The delivery whose message this one replaces. */
  edits: string | undefined;
  interim: boolean;
  /** It was not sent: a newer edit says more. */
  superseded?: true;
  externalId: string | undefined;
  cause?: FailureCause;
  receipt?: "delivered" | "read";
  /** Of a notice that deliveries came too late: up to when those were queued that it is about. */
  coversUntil?: number;
};

/** By id, in the order in which they were queued. */
export type MemoryOutbox = Map<string, MemoryItem>;

export function isWaiting({ state }: MemoryItem): boolean {
  return state === "queued" || state === "sending" || state === "unknown";
}

/** @throws when two conversations share an id: one of the messages would be lost. */
export function queueDeliveries(
  outbox: MemoryOutbox,
  { id: conversationId, connectorId }: Conversation,
  deliveries: NewDelivery[],
  now: number,
): void {
  const stranger = deliveries.find(({ id }) => outbox.has(id) && outbox.get(id)?.conversationId !== conversationId);
  if (stranger !== undefined) throw new Error(`delivery id ${stranger.id} belongs to another conversation`);
  for (const { id, payload, edits, interim = false } of deliveries) {
    if (!interim) keepAsLast(outbox, id);
    if (outbox.has(id)) continue;
    const queued = {
      state: "queued" as const,
      attempt: 0,
      resent: false,
      notBefore: now,
      queuedAt: now,
      edits,
      interim,
      externalId: undefined,
    };
    outbox.set(id, { id, connectorId, conversationId, payload: structuredClone(payload), ...queued });
  }
}

/** The text so far turned out to be the whole text: it must be shown, also if it was dropped when more was to follow. */
function keepAsLast(outbox: MemoryOutbox, id: string): void {
  const item = outbox.get(id);
  if (item?.superseded === true) outbox.delete(id);
  else if (item !== undefined) item.interim = false;
}
