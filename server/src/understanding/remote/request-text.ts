import { createHash } from "node:crypto";
import type { UnderstandingRequest } from "#understanding/understanding.ts";

/** What the person wrote; undefined: nothing that a service could understand. */
export function textOf({ content }: UnderstandingRequest): string | undefined {
  return content.type === "text" && content.text.trim() !== "" ? content.text : undefined;
}

/** Tells conversations apart without giving away who is talking: ids of channels name people. */
export function conversationKey(conversationId: string): string {
  return createHash("sha256").update(conversationId).digest("base64url").slice(0, 22);
}
