import type { InboundEvent } from "#channel/event.ts";

/** What an activity means for this server. */
export type Inbound =
  /**
   * `only`: in a conversation that there is already, because in a channel not everything is for the bot; or in a new one, which it begins.
   */
  | { type: "event"; event: InboundEvent; only?: "known" | "new" }
  /** Somebody has tapped a button. What it means is kept by the host; `values`: what they have filled in. */
  | { type: "tap"; token: string; values: Readonly<Record<string, unknown>>; event: InboundEvent }
  /** Somebody has taken a message back: `redacts` is the event by which it came. */
  | { type: "deleted"; redacts: string; event: InboundEvent }
  /** A call that wants an answer which nobody here can give. */
  | { type: "unknown_call" }
  /** Nothing here acts on it. `kind`: one of a fixed set of names. */
  | { type: "unused"; kind: string };
