import { RequestError } from "#app/errors.ts";
import type { SessionClaims } from "#connectors/web/session.ts";
import type { WebContext } from "#connectors/web/web-context.ts";

export type OwnParts = Pick<WebContext, "conversationIds" | "maxConversationsPerVisitor"> & {
  host: Pick<WebContext["host"], "conversations">;
  limits: Pick<WebContext["limits"], "reads" | "newConversations">;
};

/** What an id of a web conversation looks like: a database is asked for nothing else. */
const idPattern = /^c_[\w.-]{1,120}$/;

/**
 * The claims of a token for one of its visitor's conversations: the token's own, or another one that is theirs. For somebody else's the
 * response is the same as for one that does not exist.
 * @throws RequestError `not_found`; `too_many_conversations` where it would be one too many; `rate_limited`
 */
export async function inConversation(web: OwnParts, claims: SessionClaims, id: unknown): Promise<SessionClaims> {
  if (claims.conversationId === id) return claims;
  if (typeof id !== "string" || !idPattern.test(id)) throw notTheirs();
  // It asks the database, and an id costs a client nothing.
  await web.limits.reads(claims.visitorId);
  const owner = await web.host.conversations.ownerOf(id);
  if (owner === undefined && web.conversationIds.isOf(id, claims.visitorId)) await requireRoom(web, claims.visitorId);
  else if (owner !== claims.visitorId) throw notTheirs();
  return { ...claims, conversationId: id };
}

/**
 * Begins another conversation of a visitor.
 * @returns its id. Nothing is stored until something is said in it.
 * @throws RequestError `too_many_conversations`, `rate_limited`
 */
export async function beginConversation(web: OwnParts, { visitorId }: SessionClaims): Promise<string> {
  await web.limits.newConversations(visitorId);
  await requireRoom(web, visitorId);
  return web.conversationIds.make(visitorId);
}

/** Asked when one is begun and when something is said in it first, since by then others may have been begun. */
async function requireRoom({ host, maxConversationsPerVisitor: most }: OwnParts, visitorId: string): Promise<void> {
  const all = await host.conversations.of(visitorId, most);
  if (all.length >= most)
    throw new RequestError("too_many_conversations", `at most ${most} for one visitor; go on in one of them`);
}

function notTheirs(): RequestError {
  return new RequestError("not_found", "this token knows no such conversation");
}
