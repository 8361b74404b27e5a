import { type ClientContent, parseFrame, type Session } from "@causerie/protocol";
import { createApi } from "./connection/api.ts";
import { backoff } from "./connection/backoff.ts";
import type { ChatStore } from "./state/chat-store.ts";
import { ChatError, toChatError } from "./chat-error.ts";
import { afterUnless } from "./clock.ts";
import type { LiveConnection } from "./connection/connection.ts";
import { createFetchedConnection } from "./connection/fetched-connection.ts";
import { deliver } from "./sending/deliver.ts";
import type { OwnFiles } from "./files/files.ts";
import { createHttp } from "./connection/http.ts";
import { type KeyValueStorage, withPrefix } from "./storage/key-value-storage.ts";
import type { Settings } from "./options.ts";
import { createOutgoing, type Outgoing } from "./sending/outgoing.ts";
import type { ParsedEventPage } from "./connection/parse.ts";
import { createSeenMark } from "./state/seen.ts";
import { createSessions } from "./connection/session.ts";
import { createBrowserTabs, noTabs, type Tabs } from "./browser/tabs.ts";

/** Everything that runs behind the state: the parts and their connections. */
export type Engine = {
  connection: Pick<LiveConnection, "start" | "hurry">;
  outgoing: Outgoing;
  files: () => Promise<OwnFiles>;
  loadEarlier(): Promise<void>;
  stopAnswer(): Promise<void>;
  endSession(options?: { forget?: boolean }): Promise<void>;
  request(route: string, body: unknown): Promise<Response>;
  /** Stores for the next page how far the visitor has read. */
  saveSeen(): void;
  stop(): void;
};

/** Makes the engine of a chat. Another protocol brings one of its own. */
export type CreateEngine = typeof createEngine;

const pageOfHistory = 50;

export function createEngine(
  settings: Settings,
  allStorage: KeyValueStorage,
  lastWords: KeyValueStorage,
  givenTabs: Tabs | undefined,
  store: ChatStore,
  submit: (content: ClientContent) => Promise<void>,
  forgetDraft: () => void,
): Engine {
  const { clock } = settings;
  const scope = `causerie ${settings.endpoint} ${settings.scope}`;
  const storage = withPrefix(allStorage, scope, clock);
  const tabs = givenTabs ?? (storage.shared ? createBrowserTabs(scope, clock) : noTabs);
  const stopping = new AbortController();
  const http = createHttp(settings);
  const api = createApi(http, stopping.signal);
  const seen = createSeenMark(storage);
  let conversationId: string | undefined;
  let loadingEarlier: Promise<void> | undefined;

  const sessions = createSessions({
    api,
    storage,
    tabs,
    clock,
    conversationChanged,
    tokenChanged: (session) => connection.renewed(session),
  });

  const outgoing = createOutgoing({
    storage,
    lastWords,
    tabs,
    clock,
    isConnected: () => store.get().connection.type === "connected",
    deliver(message, tries, isWanted) {
      const send = (whole = message) => deliver({ api, sessions, clock, connection, isWanted }, whole, tries);
      return message.content.type === "files" ? files().then(({ bring }) => bring(message, isWanted, send)) : send();
    },
    show: (entry) => store.dispatch({ type: "acted", entry }),
    delivered: (key, delivery, seq) => store.dispatch({ type: "delivery", key, delivery, seq }),
    discarded(key) {
      if (key === "") forgetDraft();
      store.dispatch({ type: "discarded", key });
    },
    sent: announceSent,
    replaced: () => void sessions.reload(),
  });

  const connection = createFetchedConnection({
    sessions,
    clock,
    browserPage: settings.browserPage,
    transports: settings.transports,
    storage,
    target: { http, clock, socketUrl: settings.socketUrl, since: currentCursor },
    report(connection) {
      store.dispatch({ type: "connection", connection });
      // It only explains, and what the page itself has failed to say needs no explanation.
      if (
        connection.type === "waiting" &&
        connection.attempt === 1 &&
        connection.code !== "headers_failed" &&
        !store.get().loaded
      )
        explain().catch(() => {});
      if (connection.type !== "connected") return;
      outgoing.wake();
      // It was asked while there was no connection, or a server that died since had only heard of it.
      if (store.get().stop === "asked") void sendStop();
    },
    synchronize,
    forgetCursor: () => store.dispatch({ type: "resync" }),
    receiveEvents,
    receiveFrame(input) {
      const frame = parseFrame(input);
      if (frame !== undefined) store.dispatch({ type: "frame", frame });
    },
    isAnswerDue() {
      const { typing, entries } = store.get();
      const last = entries.at(-1);
      if (last === undefined) return settings.startOnOpen; // The bot may greet.
      return typing || last.type === "visitor" || last.progress === "streaming";
    },
    findNewer: async (since, timeoutMs) => (await api.next(await sessions.current(), since, timeoutMs)).cursor.seq,
  });

  const stopListening = settings.browserPage.listen((signal) => {
    // A tab that died may have left something.
    if (signal === "written" || signal === "visible") void outgoing.restore();
  });

  function currentCursor(): { epoch: string; seq: number } | undefined {
    const { epoch, seq } = store.get();
    return epoch === undefined ? undefined : { epoch, seq };
  }

  /**
   * Clears the screen of the old conversation. What the server has not received goes into the new one, unless the session is
   * over: who ended it may have had a reason, so the visitor decides.
   */
  async function conversationChanged(session: Session, minted: boolean, ended: boolean): Promise<void> {
    const isFirst = conversationId === undefined;
    if (ended) outgoing.giveUp(store.get().loaded);
    conversationId = session.conversationId;
    // A person may have spoken on another device.
    store.dispatch({ type: "conversation", empty: minted && settings.scope === "" });
    // First of all: events that the old transport still delivers would count for the new conversation.
    if (!isFirst) connection.reconnect();
    outgoing.join(session.conversationId);
    await introduce(session, settings, storage, submit);
  }

  async function synchronize(session: Session): Promise<void> {
    if (!store.get().needsSnapshot) return;
    const snapshot = await api.snapshot(session);
    const mark = await seen.read(session.conversationId);
    if (session.conversationId !== conversationId) return; // replaced while it was loading
    store.dispatch({ type: "snapshot", snapshot, seen: mark?.epoch === snapshot.cursor.epoch ? mark.seq : undefined });
    confirmAll(snapshot);
    saveSeen();
  }

  function receiveEvents(page: ParsedEventPage): void {
    store.dispatch({ type: "page", events: page.events, cursor: page.cursor });
    confirmAll(page);
    saveSeen();
    if (store.get().needsSnapshot) connection.lose(new ChatError("resync"));
  }

  function confirmAll({ events }: Pick<ParsedEventPage, "events">): void {
    for (const event of events) if (event.type === "visitor") outgoing.confirm(event.clientId, event.seq);
  }

  function saveSeen(): void {
    const cursor = currentCursor();
    if (cursor !== undefined && conversationId !== undefined && store.get().visible) seen.write(conversationId, cursor);
  }

  /** A browser does not say why it keeps a response back: mostly the site's owner has missed a setting. */
  async function explain(): Promise<void> {
    const refusal = await (await import("./seldom.ts")).probe(settings);
    if (refusal !== undefined) connection.lose(refusal);
  }

  async function sendStop(): Promise<void> {
    try {
      const { askToStop } = await import("./seldom.ts");
      const stop = await askToStop(api.stop, sessions.current, sessions.reject, clock);
      if (stop !== "asked") store.dispatch({ type: "stop", stop });
    } catch {
      // Its code could not be fetched. It is asked again once there is a connection.
    }
  }

  const files = async (): Promise<OwnFiles> =>
    (await import("./files/files.ts")).filesOf(
      storage,
      scope,
      settings,
      tabs,
      store,
      sessions.current,
      sessions.reject,
    );

  function announceSent(key: string): void {
    const entry = store.get().entries.findLast((entry) => entry.key === key);
    if (entry !== undefined) store.emit("sent", { entry });
  }

  function loadEarlier(): Promise<void> {
    loadingEarlier ??= loadPage().finally(() => {
      loadingEarlier = undefined;
    });
    return loadingEarlier;
  }

  /** Repeats the request until it succeeds or the chat is disposed, because the visitor asked for it. */
  async function loadPage(): Promise<void> {
    for (let tries = 1; store.get().hasEarlier && !stopping.signal.aborted; tries += 1) {
      try {
        const session = await sessions.current();
        const { oldest, epoch } = store.get();
        const page = await api.earlier(session, oldest, pageOfHistory);
        const isSame = session.conversationId === conversationId && page.cursor.epoch === epoch;
        if (isSame && store.get().oldest === oldest) store.dispatch({ type: "earlier", ...page });
        return;
      } catch (error) {
        const { retryable, code, retryAfterMs } = toChatError(error);
        if (code !== "unauthorized" && !retryable) return;
        await pause(backoff(tries, clock.random(), retryAfterMs));
      }
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      afterUnless(clock, ms, stopping.signal, resolve);
      stopping.signal.addEventListener("abort", () => resolve());
    });
  }

  return {
    connection,
    outgoing,
    files,
    loadEarlier,
    stopAnswer() {
      store.dispatch({ type: "stop", stop: "asked" });
      connection.hurry();
      return sendStop();
    },
    endSession: async (options) =>
      (await import("./seldom.ts")).endSession(
        http,
        store,
        sessions.current,
        sessions.abandon,
        outgoing.discard,
        outgoing.discardAll,
        scope,
        options,
      ),
    async request(route, body) {
      const { conversationId: id, token } = await sessions.current();
      return await http.open(`/v1/conversations/${id}/${route}`, { token, body, signal: stopping.signal });
    },
    saveSeen,
    stop() {
      stopping.abort();
      stopListening();
      connection.stop();
      outgoing.stop();
      sessions.dispose();
    },
  };
}

const introducedKey = "introduced";

/**
 * Sends what the bot must know before the visitor writes: `start` once in a conversation, and each new referral once.
 * `submit` stores the message before the mark is set: a crash in between repeats the message instead of losing it.
 */
async function introduce(
  { conversationId }: { conversationId: string },
  options: { startOnOpen: boolean; referral: string | undefined },
  storage: KeyValueStorage,
  submit: (content: ClientContent) => Promise<void>,
): Promise<void> {
  const introduced = ((await storage.get(introducedKey).catch(() => undefined)) ?? "").split("\n");
  const known = introduced[0] === conversationId;
  const referral = options.referral ?? "";
  const isNewReferral = referral !== "" && !(known && introduced[1] === referral);
  if (!known && options.startOnOpen) await submit({ type: "start" });
  if (isNewReferral) await submit({ type: "referral", ref: referral });
  if (!known || isNewReferral) await storage.set(introducedKey, [conversationId, referral].join("\n")).catch(() => {}); // without storage it may be sent again
}
