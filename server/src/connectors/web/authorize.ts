import type { IncomingMessage } from "node:http";
import { RequestError } from "#app/errors.ts";
import type { SessionClaims, Sessions } from "./session.ts";

/**
 * Verifies the bearer token and that the conversation belongs to its visitor. For another visitor's conversation the
 * response is the same as for one that does not exist.
 */
export async function authorize(
  request: IncomingMessage,
  conversationId: unknown,
  sessions: Sessions,
): Promise<SessionClaims> {
  const token = /^Bearer ([^\s]+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (token === undefined) throw new RequestError("unauthorized", "send the token as Authorization: Bearer");
  const claims = await sessions.verify(token);
  requireOwn(claims, conversationId);
  return claims;
}

export function requireOwn(claims: SessionClaims, conversationId: unknown): void {
  if (claims.conversationId !== conversationId) {
    throw new RequestError("not_found", "this token knows no such conversation");
  }
}
