import type { Http } from "./connection/http.ts";
import type { Sessions } from "./connection/session.ts";
import type { Outgoing } from "./sending/outgoing.ts";
import type { ChatStore } from "./state/chat-store.ts";

/** A chat that is disposed meanwhile changes nothing: the visitor has asked for it. */
const neverAborted = new AbortController().signal;

/**
 * Ends the session at the server, and begins another in its place.
 * @param current, abandon, discard of the sessions and the outbox, which have short names of their own in the built chat.
 * @throws ChatError when the server did not end it.
 */
export async function endSession(
  http: Http,
  store: ChatStore,
  current: Sessions["current"],
  abandon: Sessions["abandon"],
  discard: Outgoing["discard"],
  { forget = false }: { forget?: boolean } = {},
): Promise<void> {
  const { refreshToken, conversationId } = await current();
  await http.open("/v1/session/end", { body: { refreshToken, forget }, signal: neverAborted });
  // What was not sent would be sent in the new conversation.
  for (const { key } of store.get().entries) discard(key);
  abandon(conversationId);
  // Without a connection just now, the next one begins the new conversation.
  await current().catch(() => {});
}
