import type { InboundEvent } from "#channel/event.ts";

/** What Mattermost has sent, for this server. */
export type Inbound =
  /** `only`: in a conversation that there is already, because in a channel not everything is for the bot. */
  | { readonly type: "event"; readonly event: InboundEvent; readonly only?: "known" }
  /** Somebody has taken a post back: `redacts` is the event by which it came. */
  | { readonly type: "deleted"; readonly redacts: string; readonly event: InboundEvent }
  /** Mattermost shows a post that we have sent. */
  | { readonly type: "echo"; readonly deliveryId: string; readonly externalId: string }
  /** Nothing here acts on it. `kind`: one of a fixed set of names. */
  | { readonly type: "unused"; readonly kind: string };
