import type { InboundAttachment } from "#channel/event.ts";

/** What a connector takes. */
export type UploadBounds = {
  /** Media types. */
  readonly accept: readonly string[];
  /** Of one file. */
  readonly maxBytes: number;
  /** Milliseconds that an upload is kept which is neither sent nor goes on. */
  readonly keepMs: number;
  /** Learns what became of an upload, by a name for a metric. */
  readonly count: (outcome: UploadOutcome) => void;
};

/** `scan_failed`: the scanner gave no answer. `refused:…`: see `FileRefusal` of the protocol. */
export type UploadOutcome =
  | "begun"
  | "checked"
  | "sent"
  | "dropped"
  | "refused:type"
  | "refused:content"
  | "refused:scanner"
  | "scan_later"
  | "scan_failed";

/** `received`: bytes that have come. */
export type UploadState = { id: string; bytes: number; received: number; expiresInMs: number };

/** A file that somebody would like to send: `name` and `mediaType` as they say it, `bytes` of the whole file. */
export type UploadWish = { clientId: string; name: string; mediaType: string; bytes: number };

/** `sent`: the event that names them is stored. */
export type UploadedFiles = { attachments: InboundAttachment[]; sent: () => Promise<void> };

/** Files that people send in pieces, over restarts and through any process. Each belongs to one conversation. */
export interface Uploads {
  /**
   * The upload of this `clientId`, or a new one.
   * @throws RequestError `too_large`, `file_refused`, `client_id_reused`
   */
  begin(conversationId: string, wish: UploadWish): Promise<UploadState & { isNew: boolean }>;
  /** @throws RequestError `not_found` */
  find(conversationId: string, id: string): Promise<UploadState>;
  /**
   * Adds a piece; the last one is answered when the file was looked at.
   * @param content may break off: what came of it is kept if it is worth it.
   * @throws RequestError `not_found`, `offset_mismatch`, `too_large`, `invalid_request`, `file_refused`, `unavailable` where nothing can be kept
   */
  append(conversationId: string, id: string, offset: number, content: AsyncIterable<Uint8Array>): Promise<UploadState>;
  /** Nothing happens where there is none. */
  drop(conversationId: string, id: string): Promise<void>;
  /**
   * Complete uploads, as attachments of an event.
   * @throws RequestError `not_found`, `invalid_request` where one is not complete, `file_refused`, `unavailable` while nobody knows whether it is clean
   */
  take(conversationId: string, files: readonly { uploadId: string; alt?: string }[]): Promise<UploadedFiles>;
}

/** Bytes of one piece at most: what nginx lets through where nobody has told it otherwise. */
export const chunkBytes = 1_048_576;
/** A piece that is smaller than this, and not the last one, is not kept: a file of a million pieces would cost more than its bytes. */
export const minChunkBytes = 16_384;
