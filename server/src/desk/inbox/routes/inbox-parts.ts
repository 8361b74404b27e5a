import type { BlobStore } from "#channel/host/blob-store.ts";
import type { ActParts } from "#desk/inbox/acts/perform-act.ts";
import type { ConversationParts } from "#desk/inbox/view/open-conversation.ts";
import type { OperatorFiles } from "#desk/inbox/files/operator-files.ts";
import type { DeskLive } from "#desk/live/desk-live.ts";

/** What the routes of the inbox need. */
export type InboxParts = ActParts &
  ConversationParts & {
    live: DeskLive;
    files: OperatorFiles;
    blobs: Pick<BlobStore, "get">;
    /** Shows the visitor that somebody writes, or no longer. */
    typing: (conversationId: string, on: boolean) => Promise<void>;
  };
