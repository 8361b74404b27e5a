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
  const token = bearerOf(request);
  if (token === undefined) throw new RequestError("unauthorized", "send the token as Authorization: Bearer");
  const claims = await sessions.verify(token);
  requireOwn(claims, conversationId);
  return claims;
}

/** The token of a request: RFC 6750, section 2.1. */
export function bearerOf({ headers }: IncomingMessage): string | undefined {
  return /^Bearer ([^\s]+)$/i.exec(headers.authorization ?? "")?.[1];
}

export function requireOwn(claims: SessionClaims, conversationId: unknown): void {
  if (claims.conversationId !== conversationId) {
    throw new RequestError("not_found", "this token knows no such conversation");
  }
}
