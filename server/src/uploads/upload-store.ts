/** Whose an upload is: only in their conversation it can be sent. */
export type UploadOwner = { connectorId: string; conversationId: string };

/** `clientId`: made by the client, once per file. `bytes`: of the whole file, as the client says. */
export type NewUpload = UploadOwner & { id: string; clientId: string; name: string; mediaType: string; bytes: number };

/** A file that has come as a whole and may be sent: nothing is wrong with it. `mediaType`: of its bytes. Pixels are those of an image. */
export type CheckedFile = { blob: string; mediaType: string; width?: number; height?: number };

/** `received`: bytes that have come. `parts`: their blobs, in order; none once it is sent. `file`: once it is checked. */
export type StoredUpload = {
  id: string;
  name: string;
  mediaType: string;
  bytes: number;
  received: number;
  parts: string[];
  file?: CheckedFile;
  /** By the clock of those who ask. */
  expiresAt: number;
};

/** A piece that was kept: it begins at the byte `at`. */
export type Part = { at: number; bytes: number; blob: string };

/**
 * How uploads stand, for all processes of the server. The bytes are in the store of blobs: what a part or a checked file names is
 * in use as if an event named it.
 */
export interface UploadStore {
  /** The upload that the owner has under this `clientId`, or a new one. It is kept for `keepMs` from now. */
  begin(upload: NewUpload, keepMs: number, now: number): Promise<StoredUpload>;
  /** Undefined: there is none, it is another's, or it has expired. */
  find(owner: UploadOwner, id: string, now: number): Promise<StoredUpload | undefined>;
  /**
   * Adds a piece where the upload goes on, and keeps it for `keepMs` from now. Of two at once one is added.
   * @returns how much has come by now; `added`: whether this piece is a part of it. Undefined as of `find`.
   */
  append(
    owner: UploadOwner,
    id: string,
    part: Part,
    keepMs: number,
    now: number,
  ): Promise<{ received: number; added: boolean } | undefined>;
  /** The file is whole and checked: it takes the place of its parts. @returns the blobs that nothing names any more. */
  complete(owner: UploadOwner, id: string, file: CheckedFile): Promise<string[]>;
  /** An event names the files from now on. What they were is kept for `keepMs`, for a repeat of the message. */
  sent(owner: UploadOwner, ids: readonly string[], keepMs: number, now: number): Promise<void>;
  /** @returns the blobs that nothing names any more. */
  drop(owner: UploadOwner, id: string): Promise<string[]>;
  /** Removes some of those that have expired. @returns how many, and the blobs that nothing names any more. */
  expire(now: number): Promise<{ count: number; files: string[] }>;
}

/** Uploads that one call of `expire` removes. */
export const expiredPage = 100;
