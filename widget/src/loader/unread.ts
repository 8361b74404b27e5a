/**
 * Looks now and then whether a returning visitor, who has not opened the chat on this page, has something to see: only then
 * the chat itself is loaded. The script tag fetches this for visitors who have a conversation.
 * @module
 */
import type { GetHeaders } from "#chat/chat.ts";
import { systemClock } from "#chat/clock.ts";
import { absolute } from "#chat/options.ts";
import { type KeyValueStorage, withPrefix } from "#chat/storage/key-value-storage.ts";
import { openLastWords, openStorage } from "#chat/storage/open-storage.ts";
import { toJson } from "#chat/to-json.ts";
import type { ChatElement } from "#element/chat-element.ts";

const firstPauseMs = 60_000;
const longestPauseMs = 30 * 60_000;
/** How long the page may think about its headers. */
const patienceMs = 5_000;

/** Resolves when the chat is loaded, by this or by the visitor, or removed for good. */
export async function watchForNews(element: ChatElement): Promise<void> {
  const storage = await openStorage(systemClock);
  storage.close?.(); // From now on each look opens it and lets go of it.
  for (let pauseMs = firstPauseMs; isWatched(element); pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    if (element.isConnected && (await hasNews(storage, absolute(element.endpoint ?? ""), element.headers)))
      return await element.resume();
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    // A page that nobody looks at has nobody to tell.
    if (document.hidden)
      await new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
  }
}

/** Until the chat is loaded, or the page has removed it for good. */
function isWatched({ chat, removed }: ChatElement): boolean {
  return chat === undefined && removed !== undefined;
}

async function hasNews(all: KeyValueStorage, endpoint: string, headers?: GetHeaders): Promise<boolean> {
  const storage = withPrefix(all, `causerie ${endpoint} `, systemClock);
  try {
    const lastWords = await openLastWords(true, endpoint, systemClock).list("");
    if ([...(await storage.list("outbox/")), ...lastWords].some((unsent) => !unsent.includes('"failed":'))) return true;
    const { session } = JSON.parse((await storage.get("session")) ?? "{}") as StoredSession;
    const [conversationId, since] = ((await storage.get("seen")) ?? "").split(" ");
    if (session === undefined) return false;
    // Nothing says how far they have read: they left at once, or the page itself began the conversation.
    if (session.conversationId !== conversationId) return true;
    // As `askHeaders`, which would be one more file for each visitor who comes back.
    const late = new Promise<never>((_, reject) => setTimeout(reject, patienceMs));
    const own = await Promise.race([headers?.(), late]);
    const answer = await fetch(`${endpoint}/v1/session/unread`, {
      method: "POST",
      headers: { ...own, "content-type": "application/json" },
      body: toJson({ refreshToken: session.refreshToken, since }),
      credentials: "omit",
    });
    return answer.ok && ((await answer.json()) as { unread: number }).unread > 0;
  } catch {
    return false; // Without storage or network there is nothing to show.
  }
}

type StoredSession = { session?: { conversationId: string; refreshToken: string } };
