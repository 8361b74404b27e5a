import type { SendState } from "#chat/chat.ts";
import { toUnsent, type Unsent } from "./outbox.ts";

/** The messages between the tabs of one conversation. They carry no log position: each tab reads the log itself. */
export type TabMessage =
  /** The visitor wrote this in the tab that posts, and it is stored. Also after "send again". */
  | { type: "queued"; unsent: Unsent }
  /** The leading tab will send it. */
  | { type: "claimed"; key: string }
  | { type: "delivery"; key: string; delivery: SendState; seq?: number }
  | { type: "discarded"; key: string }
  /** Another conversation replaces this one; the new session is in the storage. */
  | { type: "replaced" };

/** @returns undefined for a message that only a newer version of this code knows. */
export function readTabMessage(input: unknown): TabMessage | undefined {
  if (typeof input !== "object" || input === null || !("type" in input)) return undefined;
  switch (input.type) {
    case "queued": {
      const unsent = "unsent" in input ? toUnsent(input.unsent) : undefined;
      return unsent === undefined ? undefined : { type: "queued", unsent };
    }
    case "claimed":
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
