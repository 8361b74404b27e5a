import { clientMessageSchema } from "@causerie/protocol";
import * as v from "valibot";
import type { SendState } from "#chat/chat.ts";
import { validate } from "#chat/connection/schema.ts";
import type { Unsent } from "./outbox.ts";

/** The messages between the tabs of one conversation. They carry no log position: each tab reads the log itself. */
export type TabMessage =
  /** The visitor wrote this in the tab that posts, and it is stored. Also after "send again". */
  | { type: "queued"; unsent: Unsent }
  /** The leading tab will send it. */
  | { type: "claimed"; key: string }
  | { type: "delivery"; key: string; delivery: SendState; seq?: number | undefined }
  /** Without a key the session was ended: what is being written goes, too. */
  | { type: "discarded"; key: string }
  /** Another conversation replaces this one; the new session is in the storage. */
  | { type: "replaced" };

const unsentSchema = v.object({
  message: clientMessageSchema,
  at: v.number(),
  position: v.exactOptional(v.number()),
  failed: v.exactOptional(v.string()),
});

const tabMessageSchema = v.variant("type", [
  v.object({ type: v.literal("queued"), unsent: unsentSchema }),
  v.object({ type: v.picklist(["claimed", "discarded"]), key: v.string() }),
  v.object({
    type: v.literal("delivery"),
    key: v.string(),
    delivery: v.variant("type", [
      v.object({ type: v.picklist(["waiting", "sending", "sent"]) }),
      v.object({ type: v.literal("failed"), code: v.string() }),
    ]),
    seq: v.optional(v.number()),
  }),
  v.object({ type: v.literal("replaced") }),
]);

/** @returns undefined for a record of another version of this code, which is left to that version. */
export function readUnsent(input: unknown): Unsent | undefined {
  return validate(unsentSchema, input)?.value;
}

/** @returns undefined for a message that only a newer version of this code knows. */
export function readTabMessage(input: unknown): TabMessage | undefined {
  return validate(tabMessageSchema, input)?.value;
}
