import { randomBytes } from "node:crypto";
import { RequestError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import type { InboundAttachment } from "#channel/event.ts";
import type { FileScanner } from "#channel/host/file-scanner.ts";
import { cleanFileName } from "#channel/kit/clean-file-name.ts";
import { kindOf, mediaTypeOf } from "#channel/media-types.ts";
import { chunkBytes, type UploadBounds, type Uploads, type UploadState } from "#channel/host/uploads.ts";
import { checkFile } from "./check-file.ts";
import { readPiece } from "./read-piece.ts";
import { scanFile } from "./scan-file.ts";
import type { CheckedFile, StoredUpload, UploadOwner, UploadStore } from "./upload-store.ts";

export type UploadParts = {
  connectorId: string;
  store: UploadStore;
  blobs: BlobStore;
  /** Undefined: what passes our own checks is clean. */
  scanner: FileScanner | undefined;
  now: () => number;
  logger: Logger;
};

/** Milliseconds that what a sent file was is known for: a page may send its message again after it was away for so long. */
const sentMs = 30 * 86_400_000;

/** Milliseconds after which a page sends a message again whose file the scanner has not looked at. */
const scanRetryMs = 3_000;

/** Uploads within the bounds of one connector. */
export function createUploads(parts: UploadParts, bounds: UploadBounds): Uploads {
  const { connectorId, store, blobs, now } = parts;
  const { accept, maxBytes, keepMs, count } = bounds;
  const ownerOf = (conversationId: string): UploadOwner => ({ connectorId, conversationId });

  async function require(owner: UploadOwner, id: string): Promise<StoredUpload> {
    const upload = await store.find(owner, id, now());
    if (upload !== undefined) return upload;
    throw new RequestError("not_found", "there is no such upload in this conversation: begin it anew");
  }

  const stateOf = ({ id, bytes, received, expiresAt }: StoredUpload): UploadState => ({
    id,
    bytes,
    received,
    expiresInMs: Math.max(0, expiresAt - now()),
  });

  async function remove(owner: UploadOwner, id: string): Promise<void> {
    for (const file of await store.drop(owner, id)) await blobs.delete(file);
  }

  /** Nothing is kept of a file that is not taken. */
  async function refuse(owner: UploadOwner, id: string, error: RequestError): Promise<never> {
    await remove(owner, id);
    if (error.reason !== undefined) count(`refused:${error.reason as "type"}`);
    throw error;
  }

  /** Two that do this at once do the same. @returns undefined: the scanner has not said whether it is clean. */
  async function finish(owner: UploadOwner, upload: StoredUpload): Promise<CheckedFile | undefined> {
    const { id } = upload;
    const checked = await checkFile(upload, { blobs, accept }).catch((error: unknown) =>
      error instanceof RequestError && error.code === "file_refused" ? refuse(owner, id, error) : Promise.reject(error),
    );
    const verdict = parts.scanner === undefined ? "clean" : await scanFile(parts.scanner, checked, parts);
    switch (verdict) {
      case "clean":
        break;
      case "refused":
        return await refuse(
          owner,
          id,
          new RequestError("file_refused", "the scanner has refused this file", { reason: "scanner" }),
        );
      case "later":
      case "failed":
        count(verdict === "later" ? "scan_later" : "scan_failed");
        return undefined;
    }
    for (const file of await store.complete(owner, id, checked)) await blobs.delete(file);
    count("checked");
    return checked;
  }

  return {
    async begin(conversationId, { clientId, name, mediaType: claimed, bytes }) {
      if (bytes > maxBytes) throw new RequestError("too_large", `a file may have at most ${maxBytes} bytes`);
      const mediaType = mediaTypeOf(claimed, name);
      if (mediaType === undefined || !accept.includes(mediaType)) {
        count("refused:type");
        const detail = `this chat takes files of these types: ${accept.join(", ")}`;
        throw new RequestError("file_refused", detail, { reason: "type" });
      }
      const id = `u_${randomBytes(16).toString("base64url")}`;
      const wish = { ...ownerOf(conversationId), id, clientId, name: cleanFileName(name, mediaType), mediaType, bytes };
      const upload = await store.begin(wish, keepMs, now());
      if (upload.bytes !== bytes || upload.mediaType !== mediaType)
        throw new RequestError("client_id_reused", "this clientId began the upload of another file");
      if (upload.id === id) count("begun");
      return { ...stateOf(upload), isNew: upload.id === id };
    },
    find: async (conversationId, id) => stateOf(await require(ownerOf(conversationId), id)),
    async append(conversationId, id, offset, content) {
      const owner = ownerOf(conversationId);
      const upload = await require(owner, id);
      if (offset !== upload.received) throw otherOffset(upload.received);
      const rest = upload.bytes - offset;
      if (rest === 0) return stateOf(await settled(owner, upload));
      const most = Math.min(chunkBytes, rest);
      const mediaType = most === upload.bytes ? upload.mediaType : "application/octet-stream";
      const piece = readPiece(content, { rest, most, isFirst: offset === 0, mediaType: upload.mediaType, accept });
      const blob = await blobs
        .put(piece, { mediaType }, most)
        .catch((error: unknown) =>
          error instanceof RequestError && error.code === "file_refused"
            ? refuse(owner, id, error)
            : Promise.reject(error),
        );
      const part = { at: offset, bytes: blob.bytes, blob: blob.id };
      const outcome = await store.append(owner, id, part, keepMs, now());
      if (outcome === undefined) throw new RequestError("not_found", "the upload has expired: begin it anew");
      if (!outcome.added) throw otherOffset(outcome.received);
      return stateOf(await settled(owner, await require(owner, id)));
    },
    async drop(conversationId, id) {
      await remove(ownerOf(conversationId), id);
      count("dropped");
    },
    async take(conversationId, files) {
      const owner = ownerOf(conversationId);
      const attachments: InboundAttachment[] = [];
      for (const [index, { uploadId, alt }] of files.entries()) {
        const upload = await require(owner, uploadId);
        if (upload.received < upload.bytes)
          throw new RequestError("invalid_request", `files[${index}]: the upload is not complete`);
        const file = upload.file ?? (await finish(owner, upload));
        if (file === undefined) throw notYetScanned();
        attachments.push({ ...toAttachment(upload, file, alt), ...(parts.scanner && { scanned: true as const }) });
      }
      const ids = files.map(({ uploadId }) => uploadId);
      return {
        attachments,
        sent: async () => {
          await store.sent(owner, ids, sentMs, now());
          for (const _ of ids) count("sent");
        },
      };
    },
  };

  /** With the last byte the file is looked at. Whether it is clean may be said later. */
  async function settled(owner: UploadOwner, upload: StoredUpload): Promise<StoredUpload> {
    if (upload.received === upload.bytes && upload.file === undefined) await finish(owner, upload);
    return upload;
  }
}

function toAttachment(
  { name, bytes }: StoredUpload,
  { blob, mediaType, width, height }: CheckedFile,
  alt: string | undefined,
): InboundAttachment {
  return {
    kind: kindOf(mediaType),
    blob,
    name: cleanFileName(name, mediaType),
    mediaType,
    bytes,
    ...(alt === undefined || alt === "" ? {} : { alt }),
    ...(width === undefined || height === undefined ? {} : { width, height }),
  };
}

function otherOffset(received: number): RequestError {
  return new RequestError("offset_mismatch", `the upload goes on at ${received}`, { offset: received });
}

function notYetScanned(): RequestError {
  return new RequestError("unavailable", "a file is still being looked at; send the same again", {
    retryAfterMs: scanRetryMs,
  });
}
