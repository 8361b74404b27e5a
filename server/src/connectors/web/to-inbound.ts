import type { ClientMessage } from "@causerie/protocol";
import type { InboundEvent } from "#channel/event.ts";
import type { Identity } from "./session.ts";

export type InboundContext = { connectorId: string; identity: Identity; locale: string | undefined; at: number };

/** Who speaks, and where, is what the token says; the message has no say in it. */
export function toInbound(message: ClientMessage, { connectorId, identity, locale, at }: InboundContext): InboundEvent {
  const language = message.locale ?? locale;
  return {
    id: message.clientId,
    connectorId,
    conversationId: identity.conversationId,
    userId: identity.visitorId,
    at,
    ...(language === undefined ? {} : { locale: language }),
    content: message.content,
  };
}
