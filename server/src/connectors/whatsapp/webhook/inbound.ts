import type { EventContent } from "#channel/event.ts";
import type { JsonObject } from "#channel/kit/json-with-ids.ts";
import type { BusinessNumber } from "#connectors/whatsapp/numbers.ts";
import type { Who } from "#connectors/whatsapp/user-id.ts";

/** What the person did. `tap`: what it means may have to be looked up. */
export type InboundContent = EventContent | { type: "tap"; id: string; title: string };

/**
 * One event of a person. `key`: the same in every redelivery. `messageId`: Meta's, where the person wrote something that can be marked
 * as read.
 */
export type PersonEvent = {
  key: string;
  who: Who;
  at: number;
  content: InboundContent;
  messageId?: string;
};

/** The person has another id or number: `previous` are names of theirs from before, the surest first. */
export type IdentityChange = { key: string; who: Who; at: number; previous: readonly string[] };

/** What became of a message of the number. `error`: Meta's code, of a failed one. */
export type MessageState = {
  status: "sent" | "delivered" | "read" | "failed";
  externalId: string;
  deliveryId?: string;
  error?: number;
};

/** What one item of a webhook means for this server. */
export type Inbound =
  | ({ type: "event"; number: BusinessNumber } & PersonEvent)
  | ({ type: "identity"; number: BusinessNumber } & IdentityChange)
  | ({ type: "state"; number: BusinessNumber } & MessageState)
  /** An item that nothing here acts on. `kind` is one of a fixed set of names. */
  | { type: "unhandled"; kind: string; item?: JsonObject }
  | { type: "unknown_number"; phoneNumberId: string };

/** Finds a number by its id among those of the app whose secret signed the webhook. */
export type FindNumber = (phoneNumberId: string) => BusinessNumber | undefined;
