import type { Cursor, Frame } from "@causerie/protocol";
import type { ChatState, Connection, SendState, StopState, VisitorEntry } from "#chat/chat.ts";
import type { ReadEvent, ReadSnapshot } from "#chat/connection/parse.ts";

/** The state that everyone sees, and what is needed to go on from it. */
export type ChatModel = ChatState & {
  /** Name of the log that was read; undefined before the first page or snapshot. */
  epoch: string | undefined;
  /** The last event that was applied. */
  seq: number;
  /** The oldest event that was read; earlier ones can be loaded. */
  oldest: number;
  /** `entries[0]` to `entries[logged - 1]` are in the log; those behind wait for their event. */
  logged: number;
  /** Messages that have begun and are not complete. */
  streaming: readonly string[];
  /** What has come of a message whose beginning is still under way. */
  early: { messageId: string; text: string } | undefined;
  visible: boolean;
  /** Events up to this one were seen on an earlier page. */
  seen: number;
  /** What was delivered does not continue what we have: the conversation must be loaded again. */
  needsSnapshot: boolean;
};

export type Action =
  /** The visitor did something, here or in another tab; it is not in the log yet. */
  | { type: "acted"; entry: VisitorEntry }
  /** `seq` once the server has it. */
  | { type: "delivery"; key: string; delivery: SendState; seq?: number }
  | { type: "discarded"; key: string }
  | { type: "page"; events: readonly ReadEvent[]; cursor: Cursor }
  | { type: "earlier"; events: readonly ReadEvent[]; more: boolean }
  /** `seen`: the newest event that the visitor saw on an earlier page, where that is known. */
  | { type: "snapshot"; snapshot: ReadSnapshot; seen: number | undefined }
  /** Our place is none in the server's log. */
  | { type: "lost" }
  | { type: "frame"; frame: Frame }
  /** Another conversation takes the place of this one. `empty`: it is new, so there is nothing to load. */
  | { type: "conversation"; empty: boolean }
  | { type: "connection"; connection: Connection }
  | { type: "visible"; visible: boolean }
  | { type: "stop"; stop: StopState };

export const initialModel: ChatModel = {
  connection: { type: "idle" },
  entries: [],
  quickReplies: [],
  typing: false,
  unread: 0,
  hasEarlier: false,
  loaded: false,
  feedback: {},
  stop: "ready",
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
