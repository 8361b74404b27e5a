import type { Cursor, Frame } from "@causerie/protocol";
import type { ChatState, Connection, SendState, StopState, VisitorEntry } from "#chat/chat.ts";
import type { ParsedEvent, ParsedSnapshot } from "#chat/connection/parse.ts";

/** The public state, and what the reducer needs in addition. */
export type ChatModel = ChatState & {
  /** The name of the log; undefined before the first page of events or snapshot. */
  epoch: string | undefined;
  /** The last event that was applied. */
  seq: number;
  /** The oldest event that was read; earlier ones can be loaded. */
  oldest: number;
  /** `entries[0]` to `entries[logged - 1]` are in the log; the entries after them wait for their event. */
  logged: number;
  /** Ids of the messages that have begun and are not complete. */
  streaming: readonly string[];
  /** The text of a message whose `message.start` has not arrived yet. */
  early: { messageId: string; text: string } | undefined;
  visible: boolean;
  /** The visitor saw the events up to this one on an earlier page. */
  seen: number;
  /** The received events do not continue the known ones: the conversation must be loaded again. */
  needsSnapshot: boolean;
};

export type Action =
  /** The visitor did something, here or in another tab; it is not in the log yet. */
  | { type: "acted"; entry: VisitorEntry }
  /** `seq` once the server has it. */
  | { type: "delivery"; key: string; delivery: SendState; seq?: number | undefined }
  | { type: "discarded"; key: string }
  | { type: "page"; events: readonly ParsedEvent[]; cursor: Cursor }
  | { type: "earlier"; events: readonly ParsedEvent[]; more: boolean }
  /** `seen`: the newest event that the visitor saw on an earlier page, if known. */
  | { type: "snapshot"; snapshot: ParsedSnapshot; seen: number | undefined }
  /** The server cannot read its log from our cursor. */
  | { type: "resync" }
  | { type: "frame"; frame: Frame }
  /**
   * Another conversation replaces this one. `empty`: it is new, so there is nothing to load. `bare`: what was not sent stays with the one
   * before.
   */
  | { type: "conversation"; empty: boolean; bare?: boolean }
  | { type: "connection"; connection: Connection }
  | { type: "visible"; visible: boolean }
  | { type: "stop"; stop: StopState };

export const initialModel: ChatModel = {
  connection: { type: "idle" },
  entries: [],
  quickReplies: [],
  typing: false,
  progress: undefined,
  unread: 0,
  hasEarlier: false,
  loaded: false,
  feedback: {},
  stop: "ready",
  read: undefined,
  epoch: undefined,
  seq: 0,
  oldest: 1,
  logged: 0,
  streaming: [],
  early: undefined,
  visible: false,
  seen: 0,
  needsSnapshot: true,
};
