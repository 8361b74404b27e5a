import { createHash } from "node:crypto";
import type { InboundEvent } from "@causerie/server";

/** "LP-4F7A2C". Made from the event, so that an event that is answered again gets the same one. */
export function referenceOf({ conversationId, id }: InboundEvent): string {
  const digest = createHash("sha256").update(`${conversationId}/${id}`).digest("hex");
  return `LP-${digest.slice(0, 6).toUpperCase()}`;
}
