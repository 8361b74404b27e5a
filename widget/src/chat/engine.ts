import { type ClientContent, parseFrame, type Session } from "@causerie/protocol";
import { createApi } from "./connection/api.ts";
import { askToStop } from "./sending/ask-to-stop.ts";
import { backoff } from "./connection/backoff.ts";
import type { ChatStore } from "./state/chat-store.ts";
import type { TransportName } from "./chat.ts";
import { ChatError, toChatError } from "./chat-error.ts";
import { afterUnless } from "./clock.ts";
import { type Connector, createConnection } from "./connection/connection.ts";
import { deliver } from "./sending/deliver.ts";
import { createHttp } from "./connection/http.ts";
import { introduce } from "./sending/introduce.ts";
import { type KeyValueStorage, withPrefix } from "./storage/key-value-storage.ts";
import { lazyLine } from "./connection/lazy-line.ts";
import type { OpenLine } from "./connection/line.ts";
import type { Settings } from "./options.ts";
import { createOutgoing, type Outgoing } from "./sending/outgoing.ts";
import type { ReadPage } from "./connection/parse.ts";
import { openPollLine } from "./connection/poll-line.ts";
import { createSeenMark } from "./state/seen.ts";
import { createSessions } from "./connection/session.ts";
import { createBrowserTabs, noTabs, type Tabs } from "./state/tabs.ts";

/** What runs behind the state: the parts, and how they hang together. */
export type Engine = {
  connection: Connector;
  outgoing: Outgoing;
  loadEarlier(): Promise<void>;
  stopAnswer(): Promise<void>;
  /** Remembers for the next page how far the visitor has read. */
  noteSeen(): void;
  stop(): void;
};

/** The last resort is always at hand: it works wherever requests do. */
const openers: Record<TransportName, OpenLine> = {
  socket: lazyLine(async () => (await import("./connection/socket-line.ts")).openSocketLine),
  sse: lazyLine(async () => (await import("./connection/sse-line.ts")).openSseLine),
  poll: openPollLine,
};
const pageOfHistory = 50;
const isNamed =
  (stored: string | undefined) =>
  (name: TransportName): boolean =>
    name === stored;

export function createEngine(
  settings: Settings,
  allStorage: KeyValueStorage,
  givenTabs: Tabs | undefined,
  store: ChatStore,
  say: (content: ClientContent) => Promise<void>,
): Engine {
  const { clock } = settings;
  const scope = `causerie ${settings.endpoint} `;
  const storage = withPrefix(allStorage, scope);
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
    tabs,
    clock,
    isConnected: () => store.get().connection.type === "connected",
    deliver: (message, tries) => deliver({ api, sessions, clock, connection }, message, tries),
    show: (entry) => store.dispatch({ type: "acted", entry }),
    delivered: (key, delivery, seq) =>
      store.dispatch({ type: "delivery", key, delivery, ...(seq === undefined ? {} : { seq }) }),
    discarded: (key) => store.dispatch({ type: "discarded", key }),
    sent: announceSent,
    replaced: () => void sessions.reload(),
  });

  const connection = createConnection({
    sessions,
    clock,
    page: settings.page,
    ways: settings.transports.map((name) => ({ name, open: openers[name] })),
    target: { http, clock, socketUrl: settings.socketUrl, since: place },
    report(connection) {
      store.dispatch({ type: "connection", connection });
      if (connection.type === "connected") outgoing.wake();
    },
    // A page whose WebSockets are blocked shall not find out anew on each of its pages.
    recall: async () => settings.transports.find(isNamed(await storage.get("transport").catch(() => undefined))),
    remember: (name) => void storage.set("transport", name).catch(() => {}),
    synchronize,
    forgetPlace: () => store.dispatch({ type: "lost" }),
    receivePage,
    receiveFrame(input) {
      const frame = parseFrame(input);
      if (frame !== undefined) store.dispatch({ type: "frame", frame });
    },
  });

  function place(): { epoch: string; seq: number } | undefined {
    const { epoch, seq } = store.get();
    return epoch === undefined ? undefined : { epoch, seq };
  }

  /** The screen is cleared of the old conversation; what nobody has yet goes into the new one. */
  async function conversationChanged(session: Session, minted: boolean): Promise<void> {
    const isFirst = conversationId === undefined;
    conversationId = session.conversationId;
    store.dispatch({ type: "conversation", empty: minted });
    // Before all that takes time: what the old line still brings would count as the new conversation's.
    if (!isFirst) connection.reconnect();
    outgoing.join(session.conversationId);
    await introduce(session, settings, storage, say);
  }

  async function synchronize(session: Session): Promise<void> {
    if (!store.get().needsSnapshot) return;
    const snapshot = await api.snapshot(session);
    const mark = await seen.read(session.conversationId);
    if (session.conversationId !== conversationId) return; // replaced while it was loading
    store.dispatch({ type: "snapshot", snapshot, seen: mark?.epoch === snapshot.cursor.epoch ? mark.seq : undefined });
    confirmAll(snapshot);
    noteSeen();
  }

  function receivePage(page: ReadPage): void {
    store.dispatch({ type: "page", events: page.events, cursor: page.cursor });
    confirmAll(page);
    noteSeen();
    if (store.get().needsSnapshot) connection.lose(new ChatError("resync"));
  }

  function confirmAll({ events }: Pick<ReadPage, "events">): void {
    for (const event of events) if (event.type === "visitor") outgoing.confirm(event.clientId, event.seq);
  }

  function noteSeen(): void {
    const cursor = place();
    if (cursor !== undefined && conversationId !== undefined && store.get().visible) seen.write(conversationId, cursor);
  }

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

  /** Tries until it has them, like everything that the visitor asks for; ends with the chat. */
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
    loadEarlier,
    async stopAnswer() {
      store.dispatch({ type: "stop", stop: "asked" });
      const stop = await askToStop(api, sessions);
      if (stop !== "asked") store.dispatch({ type: "stop", stop });
    },
    noteSeen,
    stop() {
      stopping.abort();
      connection.stop();
      outgoing.stop();
      sessions.dispose();
    },
  };
}
