import type { ListedConversation, Session } from "@causerie/protocol";
import type { Chat } from "#chat/chat.ts";
import type { Settings } from "#chat/options.ts";
import type { Locate, MovableChat, ConversationSlot } from "#chat/slot.ts";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";
import { createSlot } from "./create-slot.ts";
import { createDueAnswers, type DueAnswers } from "./due-answers.ts";
import { codeOf, createHomeRequest, type HomeRequest } from "./home-request.ts";
import { createKeptChoice, type KeptChoice } from "./kept-choice.ts";
import { createLeftBehind, isWaiting, type LeftBehind } from "./left-behind.ts";
import { createReadReports } from "./read-reports.ts";
import { prefixOf, readSession } from "./stored-session.ts";

/** All conversations of the visitor, over the one that the chat shows. */
export type Home = {
  getState: () => HomeState;
  subscribe: (listener: () => void) => () => void;
  /** Begins to work. @returns a function that ends it. */
  start: () => () => void;
  /** Tells now what was read: the page may be left. */
  flush: () => Promise<unknown>;
  /** Shows the list, or the conversation. */
  show: (shown: boolean) => void;
  refresh: () => Promise<void>;
  /** Goes on in another conversation. */
  resume: (id: string) => Promise<void>;
  /** Begins a new one, unless the one on the screen is. */
  begin: () => Promise<void>;
};

export type HomeState = {
  /** The list is shown, not the conversation. */
  shown: boolean;
  /** The one that was active last comes first. Undefined: they have not come yet. */
  conversations: readonly ListedConversation[] | undefined;
  /** Code of the problem because of which the last wish was not fulfilled. */
  problem: string | undefined;
  /** Id of the conversation on the screen. */
  current: string | undefined;
  busy: boolean;
  /** Key of the first message that the visitor had not read when they came. */
  firstUnread: string | undefined;
};

/** What belongs to one person on this device. */
type Scope = {
  settings: Settings;
  storage: KeyValueStorage;
  request: HomeRequest;
  choice: KeptChoice;
  leftBehind: LeftBehind;
  dueAnswers: DueAnswers;
  session: Session | undefined;
  wish: { id: string; slot: ConversationSlot } | "first" | undefined;
  /** Nothing is told of what was read until it is known what was unread. */
  knowsUnread: boolean;
  ending: AbortController;
};

const initial: HomeState = {
  shown: false,
  conversations: undefined,
  problem: undefined,
  current: undefined,
  busy: false,
  firstUnread: undefined,
};

export function createHome(chat: Chat): Home {
  const listeners = new Set<() => void>();
  let state = initial;
  let scope: Scope | undefined;
  let switching = false;
  let before = chat.getState();
  /** Keys of messages that came while this page was there: it sees by itself whether they were on the screen. */
  const live = new Set<string>();
  /** The visitor has written in the conversation on the screen, so they have seen what stands above. */
  let hasWritten = false;

  function set(change: Partial<HomeState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  /** A chat that is not of `createChat` stays where it is. */
  async function move(): Promise<void> {
    await (chat as Partial<MovableChat>).openAt?.(locate);
  }

  const reports = createReadReports(
    chat,
    () => (switching || scope?.knowsUnread !== true ? undefined : state.current),
    async (id, cursor) => {
      await scope?.request.markRead(id, cursor);
      set({ conversations: state.conversations?.map((each) => (each.id === id ? asRead(each) : each)) });
    },
  );

  const locate: Locate = (settings, storage) => {
    if (settings !== scope?.settings) enter(settings, storage);
    const wish = scope?.wish;
    return wish === "first" ? undefined : (wish?.slot ?? null);
  };

  /** Another person is there, or the first. */
  function enter(settings: Settings, storage: KeyValueStorage): void {
    leave();
    const prefix = prefixOf(settings);
    const ending = new AbortController();
    const request = createHomeRequest(settings, storage, ending.signal);
    const isFirst = (id: string): boolean => id === entered.session?.conversationId;
    const entered: Scope = {
      settings,
      storage,
      request,
      choice: createKeptChoice(storage, prefix, storage.shared && settings.scope === ""),
      leftBehind: createLeftBehind({ storage, settings, isFirst, request }),
      dueAnswers: createDueAnswers(() => void refresh()),
      session: undefined,
      wish: undefined,
      knowsUnread: false,
      ending,
    };
    scope = entered;
    set({ ...initial, shown: state.shown });
    void find(entered);
  }

  function leave(): void {
    scope?.ending.abort();
    scope?.leftBehind.stop();
    scope?.dueAnswers.stop();
    scope = undefined;
  }

  /** Finds out which conversation the session names, and goes on in the one that was shown last. */
  async function find(own: Scope): Promise<void> {
    const session = await readSession(own.storage, prefixOf(own.settings));
    const chosen = await own.choice.read();
    if (own !== scope || session === undefined) return;
    const isKnown = own.session?.visitorId === session.visitorId;
    // Once another conversation was chosen, what is kept under the chat's own keys stays that of the one before.
    const first = own.wish === undefined || !isKnown ? session : own.session;
    own.session = { ...session, conversationId: first?.conversationId ?? session.conversationId };
    if (own.wish === undefined) {
      if (!isKnown && chosen !== undefined && chosen !== session.conversationId) await go(own, chosen);
      else set({ current: session.conversationId });
    }
    if (own !== scope) return;
    void own.leftBehind.send(state.current ?? "").then(refresh);
    if (isKnown) return;
    await refresh();
  }

  async function go(own: Scope, id: string): Promise<void> {
    switching = true;
    const { settings, storage, session } = own as Scope & { session: Session };
    // It may have waited there since before anybody looked.
    if (chat.getState().entries.some(isWaiting)) own.leftBehind.note(state.current ?? session.conversationId, true);
    const slot = createSlot({ settings, storage, id, session, lost: () => void lose(own, id) });
    own.wish = { id, slot };
    own.knowsUnread = false;
    hasWritten = false;
    await move();
    switching = false;
    if (own !== scope) return;
    own.choice.write(id);
    before = chat.getState();
    set({ current: id, firstUnread: undefined });
    void own.leftBehind.send(id).then(refresh);
  }

  /** It is gone, or the session is another visitor's: the chat goes on in the session's own. */
  async function lose(own: Scope, id: string): Promise<void> {
    if (own !== scope || typeof own.wish !== "object" || own.wish.id !== id) return;
    own.wish = "first";
    own.leftBehind.note(id, false);
    await move();
    own.wish = undefined;
    own.session = await readSession(own.storage, prefixOf(own.settings));
    if (own !== scope || own.session === undefined) return;
    own.choice.write(own.session.conversationId);
    set({ current: own.session.conversationId, firstUnread: undefined });
    await refresh();
  }

  async function refresh(): Promise<void> {
    const own = scope;
    if (own?.session === undefined) return;
    await reports.flush();
    try {
      const conversations = await own.request.list();
      if (own !== scope) return;
      const { firstUnread = "" } = conversations.find(({ id }) => id === state.current) ?? {};
      const isNews = !own.knowsUnread && !hasWritten && firstUnread !== "" && !live.has(firstUnread);
      set({ conversations, problem: undefined, ...(isNews ? { firstUnread } : {}) });
      own.dueAnswers.look(conversations);
    } catch (error) {
      if (own === scope) set({ problem: codeOf(error) });
    }
    own.knowsUnread = true;
    reports.check();
  }

  function changed(): void {
    const now = chat.getState();
    const { unread, entries } = before;
    before = now;
    if (switching) return;
    if (state.current !== undefined && now.entries !== entries)
      scope?.leftBehind.note(state.current, now.entries.some(isWaiting));
    // It was closed while these came.
    if (unread > 0 && now.unread === 0 && state.firstUnread === undefined)
      set({ firstUnread: now.entries.filter(({ type }) => type === "message").at(-unread)?.key });
    reports.check();
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start() {
      void move();
      const stops = [
        reports.stop,
        chat.subscribe(changed),
        chat.on("message", ({ entry }) => live.add(entry.key)),
        chat.on("acted", () => {
          hasWritten = true;
          if (state.firstUnread !== undefined) set({ firstUnread: undefined });
        }),
        chat.on("connection", ({ connection }) => {
          if (connection.type === "connected" && scope !== undefined) void find(scope);
        }),
        leave,
      ];
      return () => stops.forEach((stop) => stop());
    },
    flush: reports.flush,
    show(shown) {
      set({ shown, problem: undefined, ...(shown ? { firstUnread: undefined } : {}) });
      if (shown) void refresh();
    },
    refresh,
    async resume(id) {
      const own = scope;
      if (own?.session === undefined || state.busy) return;
      if (id !== state.current) {
        set({ busy: true, problem: undefined });
        keepDraft(own, id);
        await go(own, id);
        set({ busy: false });
        void refresh();
      }
      set({ shown: false });
    },
    async begin() {
      const own = scope;
      if (state.busy) return;
      const { entries } = chat.getState();
      // Nothing was said in this one, so it is new.
      if (own?.session === undefined || !entries.some(({ type }) => type === "visitor")) return set({ shown: false });
      set({ busy: true, problem: undefined });
      try {
        const id = await own.request.begin();
        if (own !== scope) return;
        keepDraft(own, id);
        await go(own, id);
        own.knowsUnread = true;
        set({ shown: false });
        void refresh();
      } catch (error) {
        set({ problem: codeOf(error) });
      } finally {
        set({ busy: false });
      }
    },
  };

  /** Each conversation has a draft of its own. */
  function keepDraft({ choice }: Scope, next: string): void {
    if (state.current !== undefined) choice.saveDraft(state.current, chat.getDraft());
    chat.saveDraft(choice.draftOf(next));
    choice.saveDraft(next, "");
  }
}

function asRead({ id, title, last, at }: ListedConversation): ListedConversation {
  return { id, title, last, at, unread: 0 };
}

/** How many messages wait in conversations that are not on the screen. */
export function unreadElsewhere({ conversations = [], current }: HomeState): number {
  return conversations.reduce((sum, { id, unread }) => sum + (id === current ? 0 : unread), 0);
}
