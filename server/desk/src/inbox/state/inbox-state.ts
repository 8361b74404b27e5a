import type {
  DeskNote,
  EntryPage,
  InboxCounts,
  InboxFilter,
  InboxPage,
  InboxRow,
  LiveNews,
  OpenConversation,
} from "@causerie/protocol/desk";

export type Viewer = { id: string; name: string; isTyping: boolean };
export type Teammate = { id: string; name: string; status: "online" | "away" };

/** The conversation that is open. `missing`: there is none, or not for this person. */
export type OpenCase =
  | { phase: "loading"; id: string }
  | { phase: "missing" | "refused" | "failed"; id: string }
  | {
      phase: "ready";
      id: string;
      conversation: OpenConversation;
      viewers: readonly Viewer[];
      isVisitorTyping: boolean;
      isLoadingEarlier: boolean;
    };

/** `channels`: names by the id of the connector. */
export type Seen = {
  channels: Readonly<Record<string, string>>;
  languages: readonly string[];
  tags: readonly string[];
};

export type InboxState = {
  /** Who looks. */
  me: string;
  filter: InboxFilter;
  phase: "loading" | "ready" | "failed";
  rows: readonly InboxRow[];
  next: string | undefined;
  isLoadingMore: boolean;
  counts: InboxCounts | undefined;
  /** What the conversations that were listed so far have, to choose from. */
  seen: Seen;
  team: readonly Teammate[];
  /** What colleagues see of the person. */
  status: Teammate["status"];
  /** Of the live stream. `broken`: what is shown may be old. */
  connection: "connecting" | "open" | "broken";
  open: OpenCase | undefined;
};

export type InboxEvent =
  | { type: "filtered"; filter: InboxFilter }
  | { type: "loading_more" }
  | { type: "page"; filter: InboxFilter; page: InboxPage; after: string | undefined }
  | { type: "page_failed"; filter: InboxFilter; isFirst: boolean }
  | { type: "counts"; counts: InboxCounts }
  | { type: "news"; news: LiveNews }
  | { type: "connection"; connection: InboxState["connection"] }
  | { type: "opening"; id: string | undefined }
  | { type: "opened"; id: string; conversation: OpenConversation }
  | { type: "opening_failed"; id: string; phase: "missing" | "refused" | "failed" }
  | { type: "loading_earlier"; id: string; isLoading: boolean }
  | { type: "earlier"; id: string; page: EntryPage }
  | { type: "entries"; id: string; page: Omit<EntryPage, "hasEarlier"> }
  | { type: "notes"; id: string; notes: readonly DeskNote[] }
  | { type: "status"; status: Teammate["status"] }
  | { type: "row"; row: InboxRow };

export function startInboxState(me: string): InboxState {
  return {
    me,
    filter: {},
    phase: "loading",
    rows: [],
    next: undefined,
    isLoadingMore: false,
    counts: undefined,
    seen: { channels: {}, languages: [], tags: [] },
    team: [],
    status: "online",
    connection: "connecting",
    open: undefined,
  };
}
