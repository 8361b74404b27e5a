import { type Session, sessionSchema } from "@causerie/protocol";
import * as v from "valibot";
import type { Api } from "./api.ts";
import { isRefusal, toChatError } from "#chat/chat-error.ts";
import type { Cancel, Clock } from "#chat/clock.ts";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";
import { validate } from "./schema.ts";
import { toJson } from "#chat/to-json.ts";
import type { Tabs } from "#chat/browser/tabs.ts";

/** The session of the visitor: minted once, kept in storage, shared by the tabs, renewed in time. */
export type Sessions = {
  /** A session whose token is good as far as the client can know. One request at a time. */
  current: () => Promise<Session>;
  /** The server refused this token: the next call of `current` renews it. */
  reject: (token: string) => void;
  /** The server does not know this conversation: the next call of `current` begins another. */
  abandon: (conversationId: string) => void;
  /** Another tab reports that the stored session has changed. */
  reload(): Promise<void>;
  dispose(): void;
};

export type SessionParts = {
  api: Api;
  storage: KeyValueStorage;
  tabs: Tabs;
  clock: Clock;
  /**
   * Called before `current` resolves with another conversation than before. `minted`: it is new, so it is empty. `ended`: the
   * server refuses the session before. It has not only lost the conversation.
   */
  conversationChanged: (session: Session, minted: boolean, ended: boolean) => Promise<void>;
  tokenChanged: (session: Session) => void;
};

type Held = { session: Session; expiresAt: number };

const key = "session";
/** A token is not used in its last moments, because the request might arrive too late. */
const margin = (session: Session): number => Math.min(5000, session.expiresInMs * 0.1);

export function createSessions({
  api,
  storage,
  tabs,
  clock,
  conversationChanged,
  tokenChanged,
}: SessionParts): Sessions {
  let held: Held | undefined;
  let rejected: string | undefined;
  let abandoned: string | undefined;
  let running: Promise<Session> | undefined;
  let cancelRenewal: Cancel = () => {};
  let disposed = false;

  const isGood = ({ session, expiresAt }: Held): boolean =>
    session.token !== rejected && session.conversationId !== abandoned && clock.now() < expiresAt - margin(session);

  function current(): Promise<Session> {
    if (held !== undefined && isGood(held) && running === undefined) return Promise.resolve(held.session);
    return once(obtain);
  }

  /** One at a time: two renewals would use the refresh token twice. */
  function once(obtain: () => Promise<Session>): Promise<Session> {
    running ??= obtain().finally(() => {
      running = undefined;
    });
    return running;
  }

  // Only one tab mints or renews. The others find its result in the storage.
  function obtain(): Promise<Session> {
    return tabs.exclusive(key, async () => {
      const stored = (await readStored(storage)) ?? held;
      if (stored === undefined || stored.session.conversationId === abandoned) return await mint();
      if (isGood(stored)) return await adopt(stored, false, held !== undefined && held.session.token === rejected);
      return await renew(stored);
    });
  }

  async function renew({ session }: Held): Promise<Session> {
    try {
      return await adopt(await keep(await api.refreshSession(session.refreshToken)), false);
    } catch (error) {
      const { retryable, code } = toChatError(error);
      if (retryable || isRefusal(code)) throw error;
    }
    // Refused. Where tabs cannot exclude each other, another one may have been quicker with the same refresh token.
    const newer = await readStored(storage);
    if (newer !== undefined && newer.session.refreshToken !== session.refreshToken)
      return await adopt(newer, false, true);
    return await mint(true);
  }

  async function mint(ended = false): Promise<Session> {
    return await adopt(await keep(await api.mintSession()), true, ended);
  }

  async function keep(session: Session): Promise<Held> {
    const next = { session, expiresAt: clock.now() + session.expiresInMs };
    // Without storage the session ends with the page, which is still better than no chat.
    await storage.set(key, toJson(next)).catch(() => {});
    return next;
  }

  async function adopt(next: Held, minted: boolean, ended = false): Promise<Session> {
    const before = held?.session;
    held = next;
    if (before?.conversationId !== next.session.conversationId) await conversationChanged(next.session, minted, ended);
    else if (before.token !== next.session.token) tokenChanged(next.session);
    scheduleRenewal(next);
    return next.session;
  }

  /** Renews early enough that the open transport need not be closed. */
  function scheduleRenewal({ session, expiresAt }: Held, tries = 0): void {
    cancelRenewal();
    if (disposed) return;
    const due = tries === 0 ? expiresAt - session.expiresInMs * 0.2 - clock.now() : 10_000;
    const day = 24 * 3600 * 1000;
    cancelRenewal = clock.after(Math.min(Math.max(due, 1000), day), () => {
      if (due > day) return scheduleRenewal({ session, expiresAt });
      if (clock.now() > expiresAt) return; // the next request renews it
      once(() => tabs.exclusive(key, () => renewEarly(session))).catch(() =>
        scheduleRenewal({ session, expiresAt }, tries + 1),
      );
    });
  }

  async function renewEarly(old: Session): Promise<Session> {
    const stored = await readStored(storage);
    if (stored !== undefined && stored.session.token !== old.token && isGood(stored)) return await adopt(stored, false);
    return await renew(stored ?? { session: old, expiresAt: 0 });
  }

  return {
    current,
    reject: (token) => void (rejected = token),
    abandon: (conversationId) => void (abandoned = conversationId),
    async reload() {
      const stored = await readStored(storage);
      if (stored !== undefined && !disposed && running === undefined) await adopt(stored, false);
    },
    dispose() {
      disposed = true;
      cancelRenewal();
    },
  };
}

const heldSchema = v.object({ session: sessionSchema, expiresAt: v.number() });

/** @returns undefined for what is unreadable, or written by another version: then a new session is minted. */
async function readStored(storage: KeyValueStorage): Promise<Held | undefined> {
  try {
    return validate(heldSchema, JSON.parse((await storage.get(key)) ?? "null"))?.value;
  } catch {
    return undefined;
  }
}
