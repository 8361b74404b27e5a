import type { InboundEvent } from "#channel/event.ts";

/** What a request of Rocket.Chat's means for this server. */
export type Inbound =
  /** `only`: in a conversation that there is already, because in a room not everything is for the bot. */
  | { readonly type: "event"; readonly event: InboundEvent; readonly only?: "known" }
  /** Nothing here acts on it. `kind`: one of a fixed set of names. */
  | { readonly type: "unused"; readonly kind: string };
