import type { Upload, UploadRequest } from "@causerie/protocol";
import { ChatError, toChatError } from "#chat/chat-error.ts";
import type { Clock } from "#chat/clock.ts";
import type { Call } from "./call.ts";
import { readUpload } from "./read-answer.ts";

export type UploadFileParts = {
  call: Call;
  clock: Clock;
  /** Ends it: the file is wanted no more. */
  signal: AbortSignal;
  /** How many bytes the server has. */
  progressed: (sent: number) => void;
};

/** A piece of a line that is good takes about this long: the visitor sees it go on, and a broken one costs little. */
const pieceMs = 1000;
const firstPieceBytes = 128 * 1024;
/** So often in a row a piece may fail before the outbox waits longer. */
const mostFailures = 3;

/**
 * Brings a file to the server, from where it is there already. Rejects with a `ChatError`; whoever tries again goes on from there.
 * @returns the id of the upload.
 */
export async function uploadFile(parts: UploadFileParts, file: Blob, request: UploadRequest): Promise<string> {
  const { call, clock, signal, progressed } = parts;
  let pieceBytes = firstPieceBytes;
  let failures = 0;
  let upload = await begin();

  /** Also tells of an upload that was begun before how much of it is there. */
  async function begin(): Promise<Upload> {
    const response = await call("POST", "uploads", { json: request, signal }).catch((error: ChatError) => {
      // Another conversation is taking the place of this one.
      throw error.code === "not_found" ? new ChatError(error.code, { cause: error, retryable: true }) : error;
    });
    const known = readUpload(await response.json().catch(() => undefined));
    if (known === undefined) throw new ChatError("bad_answer");
    progressed(known.offset);
    return known;
  }

  async function sendPiece(): Promise<number> {
    const { uploadId, offset, chunkBytes, minChunkBytes } = upload;
    const size = Math.min(Math.max(pieceBytes, minChunkBytes), chunkBytes);
    const bytes = await readPiece(file.slice(offset, offset + size));
    const begunAt = clock.now();
    const response = await call("PATCH", `uploads/${encodeURIComponent(uploadId)}`, {
      piece: { bytes, offset },
      signal,
    });
    pieceBytes = clock.now() - begunAt < pieceMs ? size * 2 : Math.max(size / 2, firstPieceBytes / 4);
    const next = Number(response.headers.get("upload-offset") ?? Number.NaN);
    // A proxy may take the header away.
    return Number.isSafeInteger(next) ? next : (await begin()).offset;
  }

  while (upload.offset < file.size) {
    const before = upload.offset;
    try {
      upload = { ...upload, offset: await sendPiece() };
      failures = upload.offset > before ? 0 : failures + 1;
    } catch (thrown) {
      const error = toChatError(thrown);
      // An upload that the server has dropped begins anew.
      if (!error.retryable && error.code !== "not_found") throw error;
      failures += 1;
      pieceBytes = Math.max(pieceBytes / 4, firstPieceBytes / 4);
      if (failures >= mostFailures) throw error;
      await new Promise<void>((resolve) => void clock.after(error.retryAfterMs ?? failures * 300, resolve));
      upload = await begin();
    }
    if (failures >= mostFailures) throw new ChatError("bad_answer");
    progressed(upload.offset);
  }
  return upload.uploadId;
}

/** The file may be gone from the disk, or may have changed: then a browser reads nothing of it. A folder it never reads. */
async function readPiece(piece: Blob): Promise<ArrayBuffer> {
  try {
    return await piece.arrayBuffer();
  } catch (cause) {
    throw new ChatError("file_lost", { cause });
  }
}
