import {
  type ActResult,
  actResultSchema,
  type DeskAct,
  type EntryPage,
  entryPageSchema,
  type InboxCounts,
  inboxCountsSchema,
  type InboxFilter,
  type InboxPage,
  inboxPageSchema,
  type OpenConversation,
  openConversationSchema,
} from "@causerie/protocol/desk";
import { call, fetchFile, nothing } from "./call.ts";

const pathOf = (conversationId: string): string => `/inbox/${encodeURIComponent(conversationId)}`;

/** What the inbox asks the server for. All of it throws CallError. */
export const conversations = {
  page: (filter: InboxFilter, signal?: AbortSignal): Promise<InboxPage> =>
    call("GET", "/inbox", inboxPageSchema, { query: filter, ...(signal === undefined ? {} : { signal }) }),
  counts: (): Promise<InboxCounts> => call("GET", "/inbox-counts", inboxCountsSchema),
  open: (id: string): Promise<OpenConversation> => call("GET", pathOf(id), openConversationSchema),
  entries: (id: string, range: { before?: number; after?: number }): Promise<EntryPage> =>
    call("GET", `${pathOf(id)}/entries`, entryPageSchema, { query: range }),
  act: (id: string, act: DeskAct): Promise<ActResult> =>
    call("POST", `${pathOf(id)}/acts`, actResultSchema, { body: act }),
  typing: (id: string, isTyping: boolean): Promise<unknown> =>
    call("POST", `${pathOf(id)}/typing`, nothing, { body: { isTyping } }),
  /** The whole of it as a file. */
  transcript: (id: string, wish: { format: string; notes: string; language: string; timeZone: string }) =>
    fetchFile(`${pathOf(id)}/transcript`, wish),
  /** All that stands there was read. */
  read: (id: string): Promise<unknown> => call("POST", `${pathOf(id)}/read`, nothing),
};
