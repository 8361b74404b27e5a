import type { IncomingMessage } from "node:http";
import { RequestError } from "#app/errors.ts";
import type { Identity, Sessions } from "./session.ts";

/**
 * Who asks, proven by the bearer token, and that the conversation is theirs. Somebody else's conversation is answered
 * like one that does not exist.
 */
export async function authorize(
  request: IncomingMessage,
  conversationId: unknown,
  sessions: Sessions,
): Promise<Identity> {
  const token = /^Bearer ([^\s]+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (token === undefined) throw new RequestError("unauthorized", "send the token as Authorization: Bearer");
  const identity = await sessions.verify(token);
  requireOwn(identity, conversationId);
  return identity;
}

export function requireOwn(identity: Identity, conversationId: unknown): void {
  if (identity.conversationId !== conversationId) {
    throw new RequestError("not_found", "this token knows no such conversation");
  }
}
