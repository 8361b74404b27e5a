import { RequestError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import type { AttachmentContent, InboundAttachment } from "#channel/event.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import { FetchError, type FetchedFile } from "#channel/kit/fetch-file.ts";

export type FetchEachParts = {
  readonly blobs: BlobStore;
  readonly logger: Logger;
  readonly count: (kind: string) => void;
  /** Files of one message, files at a time, and bytes of each. */
  readonly limits: { readonly most: number; readonly atOnce: number; readonly bytes: number };
  /** Opens the file at the platform. @throws FetchError */
  readonly open: (attachment: InboundAttachment, signal: AbortSignal) => Promise<FetchedFile>;
};

/** Milliseconds for one file. The person waits for the answer. */
const fetchMs = 30_000;

/** Fetches what people sent into the store of files, each file by itself: one that does not come leaves the others alone. */
export async function fetchEachFile(
  content: AttachmentContent,
  parts: FetchEachParts,
  signal: AbortSignal,
): Promise<AttachmentContent> {
  const attachments = [...content.attachments];
  const wanted = [...attachments.keys()].filter((index) => isToFetch(attachments[index]));
  for (const index of wanted.splice(parts.limits.most)) {
    parts.count("file_missing:too_many");
    attachments[index] = { ...(attachments[index] as InboundAttachment), missing: "too_many" };
  }
  // Each of these takes the next one, so that ten files do not open ten connections.
  const work = wanted.values();
  const fetchSome = async (): Promise<void> => {
    for (const index of work)
      attachments[index] = await withFile(attachments[index] as InboundAttachment, parts, signal);
  };
  await Promise.all(Array.from({ length: parts.limits.atOnce }, fetchSome));
  return { ...content, attachments };
}

function isToFetch(attachment: InboundAttachment | undefined): boolean {
  if (attachment === undefined) return false;
  const { url, blob, missing } = attachment;
  return url !== undefined && blob === undefined && missing === undefined;
}

async function withFile(
  attachment: InboundAttachment,
  parts: FetchEachParts,
  signal: AbortSignal,
): Promise<InboundAttachment> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(fetchMs)]);
  try {
    const { blobs, open, limits } = parts;
    const file = await open(attachment, limit);
    const { mediaType = file.mediaType } = attachment;
    const { id, bytes } = await blobs.put(file.content(), { mediaType }, limits.bytes);
    parts.count("file_fetched");
    return { ...attachment, mediaType, blob: id, bytes };
  } catch (error) {
    signal.throwIfAborted();
    const missing = reasonOf(error);
    // A store without room is no fault of the file: the event is tried again.
    if (missing === undefined) throw error;
    parts.count(`file_missing:${missing}`);
    parts.logger.warn({ reason: missing, err: error }, "a file that a person sent could not be fetched");
    return { ...attachment, missing };
  }
}

function reasonOf(error: unknown): FetchError["reason"] | undefined {
  if (error instanceof FetchError) return error.reason;
  if (error instanceof DOMException && error.name === "TimeoutError") return "unreachable";
  return error instanceof RequestError && error.code === "too_large" ? "too_large" : undefined;
}
