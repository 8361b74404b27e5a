import type { IncomingMessage } from "node:http";
import { RequestError } from "#app/errors.ts";
import type { SessionClaims, Sessions } from "./session.ts";

/** Whose token a request brings. Which conversations are theirs says `inConversation`. */
export async function authorize(request: IncomingMessage, sessions: Sessions): Promise<SessionClaims> {
  const token = bearerOf(request);
  if (token === undefined) throw new RequestError("unauthorized", "send the token as Authorization: Bearer");
  return await sessions.verify(token);
}

/** The token of a request: RFC 6750, section 2.1. */
export function bearerOf({ headers }: IncomingMessage): string | undefined {
  return /^Bearer ([^\s]+)$/i.exec(headers.authorization ?? "")?.[1];
}
