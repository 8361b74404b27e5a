import type { EntryPage, InboxPage, InboxRow, LiveNews } from "@causerie/protocol/desk";
import type { InboxEvent, InboxState, OpenCase } from "./inbox-state.ts";
import { addSeen } from "./add-seen.ts";
import { isOlder, mergeEntries, mergeNotes, mergeRows } from "./merge.ts";

export function reduceInbox(state: InboxState, event: InboxEvent): InboxState {
  switch (event.type) {
    case "filtered":
      return { ...state, filter: event.filter, phase: "loading", rows: [], next: undefined, isLoadingMore: false };
    case "loading_more":
      return { ...state, isLoadingMore: true };
    case "page":
      return event.filter === state.filter ? withPage(state, event.page, event.after) : state;
    case "page_failed":
      if (event.filter !== state.filter) return state;
      // What is shown already is better than a word about what could not be asked anew.
      return {
        ...state,
        isLoadingMore: false,
        ...(event.isFirst && state.rows.length === 0 ? { phase: "failed" } : {}),
      };
    case "counts":
      return { ...state, counts: event.counts };
    case "news":
      return withNews(state, event.news);
    case "connection":
      return state.connection === event.connection ? state : { ...state, connection: event.connection };
    case "opening":
      if (event.id === state.open?.id) return state;
      return { ...state, open: event.id === undefined ? undefined : { phase: "loading", id: event.id } };
    case "opened": {
      const { id, conversation } = event;
      if (state.open?.id !== id) return state;
      const before = state.open.phase === "ready" ? state.open : undefined;
      const viewers = conversation.viewers.map((each) => ({ ...each, isTyping: false }));
      const fresh: OpenCase = {
        phase: "ready",
        id,
        conversation,
        viewers,
        isVisitorTyping: false,
        isLoadingEarlier: false,
      };
      return { ...state, open: before === undefined ? fresh : refresh(before, fresh) };
    }
    case "opening_failed":
      // A conversation that is on the page stays there while the server is away.
      if (state.open?.id !== event.id || (event.phase === "failed" && state.open.phase === "ready")) return state;
      return { ...state, open: { phase: event.phase, id: event.id } };
    case "loading_earlier":
      return changeOpen(state, event.id, (open) => ({ ...open, isLoadingEarlier: event.isLoading }));
    case "earlier":
      return changeOpen(state, event.id, ({ conversation, ...open }) => {
        const { hasEarlier, firstSeq } = event.page;
        const entries = mergeEntries(conversation.entries, event.page.entries);
        return {
          ...open,
          isLoadingEarlier: false,
          conversation: { ...conversation, entries, hasEarlier, firstSeq },
        };
      });
    case "entries":
      return withEntries(state, event.id, event.page);
    case "notes":
      return changeOpen(state, event.id, ({ conversation, ...open }) => {
        const notes = mergeNotes(conversation.notes, event.notes);
        return { ...open, conversation: { ...conversation, notes } };
      });
    case "status":
      return { ...state, status: event.status };
    case "row":
      return withRows(state, [event.row]);
  }
}

function withPage(state: InboxState, page: InboxPage, after: string | undefined): InboxState {
  const known = after === undefined ? [] : state.rows;
  const ids = new Set(known.map(({ conversationId }) => conversationId));
  // A line that has moved to the top meanwhile is not shown twice.
  const rows = [...known, ...page.rows.filter(({ conversationId }) => !ids.has(conversationId))];
  const seen = addSeen(state.seen, page.rows);
  return { ...state, seen, phase: "ready", rows, next: page.next, isLoadingMore: false };
}

function withNews(state: InboxState, news: LiveNews): InboxState {
  switch (news.type) {
    case "rows":
      return withRows(state, news.rows);
    case "counts":
      return { ...state, counts: news.counts };
    case "entries":
      return withEntries(state, news.conversationId, news);
    case "notes":
      return reduceInbox(state, { type: "notes", id: news.conversationId, notes: news.notes });
    case "viewers":
      return changeOpen(state, news.conversationId, (open) => ({
        ...open,
        viewers: news.viewers.filter(({ id }) => id !== state.me),
      }));
    case "typing":
      return changeOpen(state, news.conversationId, (open) => ({ ...open, isVisitorTyping: news.isTyping }));
    case "team":
      return { ...state, team: news.team };
    case "reload":
      // The engine asks for everything.
      return state;
  }
}

function withRows(state: InboxState, changed: readonly InboxRow[]): InboxState {
  const { filter, me, next } = state;
  const rows =
    state.phase === "ready" ? mergeRows(state.rows, changed, { filter, me, hasMore: next !== undefined }) : state.rows;
  const ofOpen = changed.find(({ conversationId }) => conversationId === state.open?.id);
  const merged = { ...state, rows, seen: addSeen(state.seen, changed) };
  if (ofOpen === undefined) return merged;
  return changeOpen(merged, ofOpen.conversationId, ({ conversation, ...open }) => {
    const row = isOlder(ofOpen, conversation.row) ? conversation.row : ofOpen;
    return { ...open, conversation: { ...conversation, row } };
  });
}

function withEntries(state: InboxState, id: string, page: Omit<EntryPage, "hasEarlier">): InboxState {
  return changeOpen(state, id, (open) => {
    const { conversation } = open;
    // A part between is missing: the engine asks for it, and this comes with it.
    if (page.firstSeq > conversation.lastSeq + 1) return open;
    const entries = mergeEntries(conversation.entries, page.entries);
    const hasSpoken = page.entries.some(({ by }) => by.role === "visitor");
    return {
      ...open,
      isVisitorTyping: hasSpoken ? false : open.isVisitorTyping,
      conversation: { ...conversation, entries, lastSeq: Math.max(conversation.lastSeq, page.lastSeq) },
    };
  });
}

type ReadyCase = Extract<OpenCase, { phase: "ready" }>;

/** After a break: what was loaded by hand stays, since the first page alone has no earlier entries. */
function refresh(before: ReadyCase, { conversation, ...fresh }: ReadyCase): ReadyCase {
  const { entries, hasEarlier, firstSeq, lastSeq } = before.conversation;
  // Between the two would be a hole.
  if (conversation.firstSeq > lastSeq + 1) return { ...fresh, conversation };
  // An answer that was overtaken by news.
  const last = Math.max(lastSeq, conversation.lastSeq);
  const row = isOlder(conversation.row, before.conversation.row) ? before.conversation.row : conversation.row;
  const merged = mergeEntries(entries, conversation.entries);
  return {
    ...fresh,
    viewers: before.viewers,
    conversation: { ...conversation, row, entries: merged, hasEarlier, firstSeq, lastSeq: last },
  };
}

function changeOpen(state: InboxState, id: string, change: (open: ReadyCase) => ReadyCase): InboxState {
  if (state.open?.phase !== "ready" || state.open.id !== id) return state;
  return { ...state, open: change(state.open) };
}
