import type { InboxFilter, InboxRow, LiveNews } from "@causerie/protocol/desk";
import { type InboxEvent, type InboxState, startInboxState } from "#inbox/state/inbox-state.ts";
import { reduceInbox } from "#inbox/state/reduce-inbox.ts";
import { createStore, type Store } from "#state/store.ts";
import { readSession } from "#state/session.ts";
import { CallError } from "#wire/call-error.ts";
import { conversations } from "#wire/conversations.ts";
import { LiveLine, type LiveListener, type LiveTopic } from "#wire/live-line.ts";
import { Arrivals } from "./arrivals.ts";
import { Attachments } from "./attachments.ts";
import { Drafts } from "./drafts.ts";
import { readLookups } from "./lookups.ts";
import { Outbox } from "./outbox.ts";
import { type NewAct, type PendingAct, wordsOf } from "#inbox/state/pending-act.ts";

/** Why an act was refused, for one sentence on the page. */
export type Refusal = {
  conversationId: string;
  error: CallError | "tooOld";
  hasWords: boolean;
  name: string | undefined;
};

export type EngineListener = {
  refused(refusal: Refusal): void;
  /** A conversation waits since now. */
  waits(row: InboxRow): void;
};

/** Rows that are asked for anew after a break, at most; what lies below comes when somebody scrolls there. */
const refreshedRows = 200;

/** What the inbox of one person knows and does. It lives as long as the person is signed in, also while other pages are shown. */
export class InboxEngine {
  readonly store: Store<InboxState, InboxEvent>;
  readonly drafts: Drafts;
  readonly outbox: Outbox;
  readonly attachments = new Attachments();
  readonly person: string;
  readonly #listener: EngineListener;
  readonly #arrivals: Arrivals;
  #live: LiveLine | undefined;
  #asked: AbortController | undefined;
  #typingSent = 0;
  readonly #readUntil = new Map<string, number>();
  #reads = 0;
  /** Came while something was being read: the answer may be older than it. */
  #meanwhile: LiveNews[] = [];

  constructor(person: string, listener: EngineListener) {
    this.person = person;
    this.#listener = listener;
    this.#arrivals = new Arrivals(Date.now(), person);
    this.store = createStore(reduceInbox, startInboxState(person));
    this.drafts = new Drafts(person);
    this.outbox = new Outbox({
      person,
      send: (id, act) => conversations.act(id, act),
      done: async ({ conversationId, act }, { row }) => {
        this.store.dispatch({ type: "row", row });
        if (act.type === "note") await this.#readAgain(conversationId);
        else await this.#readNewEntries(conversationId);
      },
      refused: (pending, error) => this.#giveBack(pending, error),
    });
  }

  start(): void {
    if (this.#live !== undefined) return;
    const listener: LiveListener = {
      news: (news) => this.#takeNews(news),
      opened: (hadBreak) => {
        this.store.dispatch({ type: "connection", connection: "open" });
        this.outbox.resume();
        const { open } = this.store.get();
        if (hadBreak) this.#refresh();
        else if (open !== undefined) void this.#readAgain(open.id);
      },
      broken: () => {
        this.store.dispatch({ type: "connection", connection: "broken" });
        // The browser does not say why a stream has ended: it may be the end of the session.
        void readSession();
      },
    };
    this.#live = new LiveLine(listener, this.#topic());
    this.outbox.resume();
  }

  /** While nobody is signed in. What is on the page stays there. */
  stop(): void {
    this.#live?.close();
    this.#live = undefined;
    this.outbox.stop();
  }

  choose(filter: InboxFilter): void {
    const { filter: before, phase } = this.store.get();
    const isSame = JSON.stringify(filter) === JSON.stringify(before);
    if (isSame && phase !== "failed" && this.#asked !== undefined) return;
    this.store.dispatch({ type: "filtered", filter });
    void this.#readPage(undefined);
  }

  readMore(): void {
    const { next, isLoadingMore } = this.store.get();
    if (next === undefined || isLoadingMore) return;
    this.store.dispatch({ type: "loading_more" });
    void this.#readPage(next);
  }

  open(id: string | undefined): void {
    if (id === this.store.get().open?.id) return;
    this.store.dispatch({ type: "opening", id });
    this.#live?.follow(this.#topic());
    this.#typingSent = 0;
    if (id !== undefined) void this.#readAgain(id);
  }

  retryOpen(): void {
    const { open } = this.store.get();
    if (open !== undefined) void this.#readAgain(open.id);
  }

  async readEarlier(): Promise<void> {
    const { open } = this.store.get();
    if (open?.phase !== "ready" || open.isLoadingEarlier || !open.conversation.hasEarlier) return;
    const { id } = open;
    const before = open.conversation.firstSeq;
    this.store.dispatch({ type: "loading_earlier", id, isLoading: true });
    try {
      this.store.dispatch({ type: "earlier", id, page: await conversations.entries(id, { before }) });
    } catch (error) {
      ignorePassing(error);
      this.store.dispatch({ type: "loading_earlier", id, isLoading: false });
    }
  }

  setStatus(status: InboxState["status"]): void {
    this.store.dispatch({ type: "status", status });
    this.#live?.follow(this.#topic());
  }

  act(conversationId: string, act: NewAct): void {
    this.outbox.add(conversationId, act);
  }

  /** Colleagues see who writes. Said again every three seconds while it goes on, since nothing of it is kept. */
  typing(id: string, isTyping: boolean): void {
    const now = Date.now();
    if (isTyping ? now - this.#typingSent < 3_000 : this.#typingSent === 0) return;
    this.#typingSent = isTyping ? now : 0;
    conversations.typing(id, isTyping).catch(ignorePassing);
  }

  #takeNews(news: LiveNews): void {
    const before = this.store.get();
    this.store.dispatch({ type: "news", news });
    if (news.type === "entries" && before.open?.phase === "ready" && before.open.id === news.conversationId) {
      if (news.firstSeq > before.open.conversation.lastSeq + 1) void this.#readNewEntries(news.conversationId);
      this.#sayRead();
    }
    if (this.#reads > 0) this.#meanwhile.push(news);
    if (news.type === "reload") this.#refresh();
    if (news.type === "rows") for (const row of this.#arrivals.in(news.rows, before.rows)) this.#listener.waits(row);
  }

  #refresh(): void {
    void readLookups();
    void this.#readPages();
    void this.#readCounts();
    const { open } = this.store.get();
    if (open !== undefined) void this.#readAgain(open.id);
  }

  async #readPages(): Promise<void> {
    const { rows, phase } = this.store.get();
    const wanted = Math.min(rows.length, refreshedRows);
    await this.#readPage(undefined);
    while (phase === "ready" && this.store.get().rows.length < wanted) {
      const { next, filter } = this.store.get();
      if (next === undefined) return;
      await this.#readPage(next);
      if (this.store.get().filter !== filter || this.store.get().next === next) return;
    }
  }

  async #readPage(after: string | undefined): Promise<void> {
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    const { filter } = this.store.get();
    this.#reads += 1;
    try {
      const page = await conversations.page(after === undefined ? filter : { ...filter, after }, asked.signal);
      if (asked.signal.aborted) return;
      this.#arrivals.know(page.rows);
      this.store.dispatch({ type: "page", filter, page, after });
    } catch (error) {
      if (asked.signal.aborted) return;
      ignorePassing(error);
      this.store.dispatch({ type: "page_failed", filter, isFirst: after === undefined });
    } finally {
      this.#applyMeanwhile();
    }
  }

  async #readCounts(): Promise<void> {
    try {
      this.store.dispatch({ type: "counts", counts: await conversations.counts() });
    } catch (error) {
      ignorePassing(error);
    }
  }

  async #readAgain(id: string): Promise<void> {
    this.#reads += 1;
    try {
      this.store.dispatch({ type: "opened", id, conversation: await conversations.open(id) });
      this.#sayRead();
    } catch (error) {
      ignorePassing(error);
      const status = error instanceof CallError ? error.status : 0;
      const phase = status === 404 ? "missing" : status === 403 ? "refused" : "failed";
      if (status !== 401) this.store.dispatch({ type: "opening_failed", id, phase });
    } finally {
      this.#applyMeanwhile();
    }
  }

  async #readNewEntries(id: string): Promise<void> {
    try {
      for (;;) {
        const { open } = this.store.get();
        if (open?.phase !== "ready" || open.id !== id) return;
        const { lastSeq: after } = open.conversation;
        const page = await conversations.entries(id, { after });
        this.store.dispatch({ type: "entries", id, page });
        if (page.lastSeq <= after || page.entries.length === 0) return;
      }
    } catch (error) {
      // It is done all the same, and the live stream or the next look brings it.
      ignorePassing(error);
    }
  }

  /** What came during a read is applied once more, on top of what was read; a second time changes nothing. */
  #applyMeanwhile(): void {
    this.#reads -= 1;
    for (const news of this.#meanwhile) this.store.dispatch({ type: "news", news });
    if (this.#reads === 0) this.#meanwhile = [];
  }

  #giveBack({ conversationId, act }: PendingAct, error: CallError | "tooOld"): void {
    const words = wordsOf(act);
    if (words !== undefined) this.drafts.giveBack(conversationId, words);
    const row = this.#rowOf(conversationId);
    this.#listener.refused({ conversationId, error, hasWords: words !== undefined, name: row?.visitorName });
    if (error === "tooOld") return;
    // A role may have changed, or the conversation: the page shows it as it is now.
    if (error.status === 403) void readSession();
    if (this.store.get().open?.id === conversationId) void this.#readAgain(conversationId);
  }

  #topic(): LiveTopic {
    const { open, status } = this.store.get();
    return { conversation: open?.id, status };
  }

  /** Who has the conversation and looks at it has read it; the visitor may see that. Each thing that was said is confirmed once. */
  #sayRead(): void {
    const { open, me } = this.store.get();
    if (open?.phase !== "ready" || open.conversation.row.operator?.id !== me || !document.hasFocus()) return;
    if (open.conversation.row.state !== "open") return;
    const seq = open.conversation.entries.findLast(({ by }) => by.role === "visitor")?.seq ?? 0;
    if (seq <= (this.#readUntil.get(open.id) ?? 0)) return;
    this.#readUntil.set(open.id, seq);
    conversations.read(open.id).catch(ignorePassing);
  }

  #rowOf(id: string): InboxRow | undefined {
    const { open, rows } = this.store.get();
    if (open?.phase === "ready" && open.id === id) return open.conversation.row;
    return rows.find(({ conversationId }) => conversationId === id);
  }
}

/** What the server or the connection could not do is shown where it matters; anything else is a mistake of ours. */
function ignorePassing(error: unknown): void {
  if (!(error instanceof CallError)) throw error;
}
