import type { InboundEvent } from "#channel/event.ts";

/** What a request of Slack's means for this server. */
export type Inbound =
  /**
   * `only`: in a conversation that there is already, because in a channel not everything is for the bot; or in a new one, which it begins.
   */
  | { type: "event"; event: InboundEvent; only?: "known" | "new" }
  /** Somebody has tapped a button. What it means may be kept by the host. */
  | { type: "tap"; value: string; label: string; event: InboundEvent }
  /** Somebody has taken a message back: `redacts` is the event by which it came. */
  | { type: "deleted"; redacts: string; event: InboundEvent }
  /** Slack shows a message that we have sent. */
  | { type: "echo"; deliveryId: string; externalId: string }
  /** The app was removed from the workspace, or its token was taken back. */
  | { type: "removed"; kind: string }
  | { type: "rate_limited" }
  /** Nothing here acts on it. `kind`: one of a fixed set of names. */
  | { type: "unused"; kind: string };
