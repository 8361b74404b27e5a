import type { LogBody, LogEvent } from "#channel/log.ts";
import type { ListedConversation, ListedDelivery, Overview } from "#operator/operator.ts";

/** What operators see of rows, in every database. */
export type ConversationRow = ListedConversation & { address: string; state: string };
export type DeliveryRow = Omit<ListedDelivery, "reason"> & { reason: string | null };
export type EventRow = { seq: number; at: number; body: string };
export type CountsRow = Omit<Overview, "deliveries" | "oldestUnanswered"> & { oldest: number | null };
export type DeliveryCountRow = Omit<Overview["deliveries"][number], "reason"> & { reason: string | null };

export function toListed(row: ConversationRow): ListedConversation {
  const { id, connectorId, userId, events, createdAt, updatedAt } = row;
  return { id, connectorId, userId, events, createdAt, updatedAt };
}

export function toDelivery({ reason, ...row }: DeliveryRow): ListedDelivery {
  return { ...row, reason: reason ?? undefined };
}

export function toLogEvent({ seq, at, body }: EventRow): LogEvent {
  return { seq, at, ...(JSON.parse(body) as LogBody) };
}

/** @throws Error when the database gave no counts. */
export function toOverview(counts: CountsRow | undefined, deliveries: readonly DeliveryCountRow[]): Overview {
  if (counts === undefined) throw new Error("the store could not be counted");
  const { oldest, ...rest } = counts;
  return {
    ...rest,
    oldestUnanswered: oldest ?? undefined,
    deliveries: deliveries.map((row) => ({ ...row, reason: row.reason ?? undefined })),
  };
}
