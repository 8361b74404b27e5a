import type { Session } from "@causerie/protocol";
import type { ChatError } from "./chat-error.ts";
import type { Http } from "./connection/http.ts";
import type { Sessions } from "./connection/session.ts";
import type { Outgoing } from "./sending/outgoing.ts";
import type { ChatStore } from "./state/chat-store.ts";

/** A chat that is disposed meanwhile changes nothing: the visitor has asked for it. */
const neverAborted = new AbortController().signal;

/** Sessions whose end was not confirmed, by chat. The page may have begun another by the next try, which means both then. */
const unconfirmed = new WeakMap<ChatStore, Session>();

/**
 * Ends the session at the server, and begins another in its place.
 * @param scope of what this chat and person keep in the browser.
 * @param current, abandon, discard, discardAll of the sessions and the outbox, which have short names of their own in the built chat.
 * @throws ChatError when the server did not end it.
 */
export async function endSession(
  http: Http,
  store: ChatStore,
  current: Sessions["current"],
  abandon: Sessions["abandon"],
  discard: Outgoing["discard"],
  discardAll: Outgoing["discardAll"],
  scope: string,
  { forget = false }: { forget?: boolean } = {},
): Promise<void> {
  const session = await current();
  // Of one visitor the newest token counts.
  const owing = new Map([unconfirmed.get(store) ?? session, session].map((each) => [each.visitorId, each]));
  for (const owed of owing.values()) {
    unconfirmed.set(store, owed);
    const body = { refreshToken: owed.refreshToken, forget };
    await http.open("/v1/session/end", { body, signal: neverAborted }).catch((error: ChatError) => {
      if (!error.retryable) unconfirmed.delete(store);
      throw error;
    });
    unconfirmed.delete(store);
  }
  // What was not sent would be sent in the new conversation. What was written last may not be in the outbox yet.
  for (const { key } of store.get().entries) discard(key);
  await discardAll();
  store.emit("dropped", { by: "sign-out" });
  // Where the browser keeps nothing there is nothing to remove.
  await import("./files/files.ts").then(({ forgetFiles }) => forgetFiles(scope)).catch(() => {});
  abandon(session.conversationId);
  // Without a connection just now, the next one begins the new conversation.
  await current().catch(() => {});
}
