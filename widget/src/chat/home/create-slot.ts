import type { Session } from "@causerie/protocol";
import type { ConversationSlot } from "#chat/slot.ts";
import type { Fetch } from "#chat/connection/http.ts";
import type { Settings } from "#chat/options.ts";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";
import { createOwnWords } from "./own-words.ts";
import { parseSession, prefixOf } from "./stored-session.ts";

export type SlotParts = {
  settings: Settings;
  storage: KeyValueStorage;
  /** The conversation to go on in. */
  id: string;
  /** The visitor's session: whose the conversation is, and which one the session itself names. */
  session: Pick<Session, "conversationId" | "visitorId">;
  /** The conversation cannot go on: it is gone, or the session is somebody else's now. Called once. */
  lost: () => void;
};

/**
 * Where another conversation of the visitor is asked for and kept. Outbox, cursor and all else are its own. The session is the visitor's one and only,
 * under the key of the first conversation; only the id in it is this conversation's, as long as it is read here.
 */
export function createSlot({ settings, storage, id, session, lost }: SlotParts): ConversationSlot {
  const { endpoint, scope } = settings;
  const prefix = prefixOf(settings);
  const isFirst = id === session.conversationId;
  const own = isFirst ? settings : { ...settings, scope: `${scope}${id} ` };
  /** Of the session. */
  let first = session.conversationId;
  let isLost = false;

  function lose(): void {
    if (!isLost) setTimeout(lost);
    isLost = true;
  }

  function toOwn(given: Session): Session {
    if (given.visitorId !== session.visitorId) {
      lose();
      return given;
    }
    if (given.conversationId !== id) first = given.conversationId;
    return { ...given, conversationId: id };
  }

  const fetch: Fetch = async (url, init) => {
    const path = url.slice(endpoint.length);
    const asksForSession = path === "/v1/session" || path === "/v1/session/refresh";
    // The chat that comes next asks for it.
    if (asksForSession && isLost) throw new Error("this conversation is over");
    const response = await settings.fetch(url, init);
    if (asksForSession && response.ok)
      return Response.json(toOwn((await response.json()) as Session), { status: response.status });
    if (response.status === 404 && path.startsWith("/v1/conversations/") && (await isNotFound(response))) lose();
    return response;
  };

  return [
    { ...own, fetch },
    withSession(
      storage,
      `${prefixOf(own)}session`,
      `${prefix}session`,
      (text) => {
        const stored = parseSession(text);
        return stored && { ...stored, session: toOwn(stored.session) };
      },
      (stored) =>
        stored.session.conversationId === id
          ? { ...stored, session: { ...stored.session, conversationId: first } }
          : stored,
    ),
    // A page that keeps nothing for others keeps no last words either. Those of the first conversation stay with the chat's own.
    isFirst ? undefined : createOwnWords(`${id} ${endpoint}`, storage.shared && scope === ""),
  ];
}

type Stored = NonNullable<ReturnType<typeof parseSession>>;

/** Passes everything on, and the session under another key. */
function withSession(
  storage: KeyValueStorage,
  key: string,
  realKey: string,
  read: (text: string | undefined) => Stored | undefined,
  written: (stored: Stored) => Stored,
): KeyValueStorage {
  return {
    shared: storage.shared,
    async get(name) {
      if (name !== key) return await storage.get(name);
      const stored = read(await storage.get(realKey));
      return stored && JSON.stringify(stored);
    },
    async set(name, value) {
      const stored = name === key ? parseSession(value) : undefined;
      await (stored === undefined ? storage.set(name, value) : storage.set(realKey, JSON.stringify(written(stored))));
    },
    delete: (name) => storage.delete(name === key ? realKey : name),
    list: (start) => storage.list(start),
  };
}

/** Not of a proxy: its page says nothing about the conversation. */
async function isNotFound(response: Response): Promise<boolean> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return body instanceof Object && (body as { code?: unknown }).code === "not_found";
}
