import type { SendState } from "#chat/chat.ts";
import { toUnsent, type Unsent } from "#chat/sending/outbox.ts";

/** What the tabs of one conversation tell each other. Never where one has read to: each tab reads for itself. */
export type TabMessage =
  /** The visitor wrote this in the tab that tells; it is stored. Also after "send again". */
  | { type: "queued"; unsent: Unsent }
  /** The leading tab sees to it. */
  | { type: "taken"; key: string }
  | { type: "delivery"; key: string; delivery: SendState; seq?: number }
  | { type: "discarded"; key: string }
  /** The conversation is replaced by another; the new session is in the storage. */
  | { type: "replaced" };

/** @returns undefined for what a newer version of this code says. */
export function readTabMessage(input: unknown): TabMessage | undefined {
  if (typeof input !== "object" || input === null || !("type" in input)) return undefined;
  switch (input.type) {
    case "queued": {
      const unsent = "unsent" in input ? toUnsent(input.unsent) : undefined;
      return unsent === undefined ? undefined : { type: "queued", unsent };
    }
    case "taken":
    case "discarded":
      return "key" in input && typeof input.key === "string" ? { type: input.type, key: input.key } : undefined;
    case "delivery": {
      const delivery = "delivery" in input ? readDelivery(input.delivery) : undefined;
      if (delivery === undefined || !("key" in input) || typeof input.key !== "string") return undefined;
      const seq = "seq" in input && typeof input.seq === "number" ? { seq: input.seq } : {};
      return { type: "delivery", key: input.key, delivery, ...seq };
    }
    case "replaced":
      return { type: "replaced" };
    default:
      return undefined;
  }
}

function readDelivery(input: unknown): SendState | undefined {
  if (typeof input !== "object" || input === null || !("type" in input)) return undefined;
  const { type } = input;
  if (type === "waiting" || type === "sending" || type === "sent") return { type };
  if (type === "failed" && "code" in input && typeof input.code === "string") return { type, code: input.code };
  return undefined;
}
