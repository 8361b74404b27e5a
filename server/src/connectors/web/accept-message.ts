import { type CheckedContent, type CheckedMessage, parseClientMessage, type SendResult } from "@causerie/protocol";
import { direct } from "#channel/address.ts";
import { RequestError } from "#app/errors.ts";
import type { EventContent, InboundEvent } from "#channel/event.ts";
import type { Json } from "#channel/json.ts";
import { filesAreOff } from "./files/upload-routes.ts";
import type { SessionClaims } from "./session.ts";
import { toIdentity } from "./sign-in/person.ts";
import type { WebContext } from "./web-context.ts";

/**
 * Accepts a visitor's message, from REST and sockets alike. Resolves when the message is stored durably.
 *
 * @throws RequestError `invalid_request`, `unsupported`, `rate_limited`, `client_id_reused`; with files as `Uploads.take`, too
 */
export async function acceptMessage(web: WebContext, claims: SessionClaims, input: unknown): Promise<SendResult> {
  await web.limits.send(claims.visitorId);
  await web.limits.address(claims.network ?? claims.visitorId);
  const parsed = parseClientMessage(input);
  switch (parsed.type) {
    case "invalid":
      throw new RequestError("invalid_request", parsed.detail);
    case "unsupported":
      throw new RequestError("unsupported", "content.type: this server does not know this kind");
    case "ok": {
      await web.limits.conversation(claims.conversationId);
      const context = { connectorId: web.id, claims, locale: web.locale, at: web.host.now() };
      const { message } = parsed;
      const { content, stored } = await contentOf(web, claims, message.content);
      const { seq, duplicate } = await web.host.accept(toInbound(message, content, context));
      await stored();
      return { seq, duplicate };
    }
  }
}

type InboundContext = { connectorId: string; claims: SessionClaims; locale: string | undefined; at: number };

/**
 * Files are attachments, as on every channel. `stored`: to be called when the event is.
 * @throws RequestError `unsupported` where no files are taken, and what `Uploads.take` throws
 */
async function contentOf(
  { files }: WebContext,
  claims: SessionClaims,
  content: CheckedContent,
): Promise<{ content: EventContent; stored: () => Promise<void> }> {
  if (content.type !== "files") return { content, stored: async () => {} };
  if (files === undefined) throw filesAreOff();
  const { attachments, sent } = await files.take(claims, content.files);
  const { text } = content;
  return { content: { type: "attachment", attachments, ...(text === undefined ? {} : { text }) }, stored: sent };
}

/** Visitor and conversation come from the token: a message cannot choose them. */
export function toInbound(
  message: CheckedMessage,
  content: EventContent,
  { connectorId, claims, locale, at }: InboundContext,
): InboundEvent {
  const language = message.locale ?? locale;
  return {
    id: message.clientId,
    connectorId,
    conversationId: claims.conversationId,
    address: direct(claims.visitorId),
    ...(claims.person === undefined ? {} : { from: toIdentity(claims.person) }),
    at,
    // Our processes' clocks may differ, and the visitor's page sends one message after the other.
    inOrder: true,
    ...(language === undefined ? {} : { locale: language }),
    ...(message.context === undefined ? {} : { context: message.context as Record<string, Json> }),
    content,
    ...(claims.network === undefined ? {} : { network: claims.network }),
  };
}
