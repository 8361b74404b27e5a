import type { DeliveryErrorKind } from "#channel/delivery-error.ts";
import type { DeliveryState } from "#pipeline/outbox/outbox.ts";

/** What a row of the outbox says of how its delivery stands, in every database. */
export type DeliveryStateRow = {
  state: string;
  reason: string | null;
  error_kind: string | null;
  receipt: string | null;
};

export function toDeliveryState({ state, reason, error_kind: kind, receipt }: DeliveryStateRow): DeliveryState {
  if (state === "sent") return receipt === null ? { type: "sent" } : { type: "sent", receipt: receipt as "read" };
  if (state !== "failed") return { type: "waiting" };
  const cause = { type: "failed" as const, reason: reason ?? "unknown" };
  return kind === null ? cause : { ...cause, kind: kind as DeliveryErrorKind };
}
