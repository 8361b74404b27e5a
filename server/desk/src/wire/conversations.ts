import {
  type ActResult,
  actResultSchema,
  type DeskAct,
  type DeskUpload,
  deskUploadSchema,
  type DeskUploadWish,
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
  beginUpload: (id: string, wish: DeskUploadWish): Promise<DeskUpload> =>
    call("POST", `${pathOf(id)}/uploads`, deskUploadSchema, { body: wish }),
  /** The piece of the file that begins at `offset`. */
  appendUpload: (id: string, upload: string, offset: number, piece: Blob, signal: AbortSignal): Promise<DeskUpload> =>
    call("PATCH", `${pathOf(id)}/uploads/${upload}`, deskUploadSchema, { query: { offset }, body: piece, signal }),
  dropUpload: (id: string, upload: string): Promise<unknown> =>
    call("DELETE", `${pathOf(id)}/uploads/${upload}`, nothing),
  /** The whole of it as a file. */
  transcript: (id: string, wish: { format: string; notes: string; language: string; timeZone: string }) =>
    fetchFile(`${pathOf(id)}/transcript`, wish),
  /** All that stands there was read. */
  read: (id: string): Promise<unknown> => call("POST", `${pathOf(id)}/read`, nothing),
};
