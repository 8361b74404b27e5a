import { RequestError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import type { AttachmentContent, InboundAttachment } from "#channel/event.ts";
import type { Blob, BlobStore } from "#channel/host/blob-store.ts";
import { FetchError, type FetchedFile } from "#channel/kit/fetch-file.ts";

export type FetchParts = {
  blobs: BlobStore;
  logger: Logger;
  count: (name: string) => void;
  /** Files of one message at most. */
  maxFiles: number;
  /** Milliseconds for one file. */
  timeoutMs?: number;
  /** Whether there is a file behind it that is not here yet. */
  hasFile: (attachment: InboundAttachment) => boolean;
  /** Bytes that a file of this kind may have. */
  maxBytes: (kind: string) => number;
  /** Opens the file at the platform. @throws FetchError */
  open: (attachment: InboundAttachment, maxBytes: number, signal: AbortSignal) => Promise<FetchedFile>;
};

/** Milliseconds for one file with both tries. The person waits for the answer. */
const fetchMs = 30_000;
/** Files that are fetched at a time (our own bound): an album does not open as many connections as it has pictures. */
const atOnce = 4;

/** Fetches what people sent into the store of files, each file by itself: one that does not come leaves the others alone. */
export async function fetchAttachments(
  content: AttachmentContent,
  parts: FetchParts,
  signal: AbortSignal,
): Promise<AttachmentContent> {
  const attachments = [...content.attachments];
  const wanted = [...attachments.keys()].filter((index) => isToFetch(attachments[index], parts));
  const fetchedBefore = attachments.filter(({ blob }) => blob !== undefined).length;
  for (const index of wanted.splice(Math.max(0, parts.maxFiles - fetchedBefore))) {
    parts.count("file_missing:too_many");
    attachments[index] = { ...(attachments[index] as InboundAttachment), missing: "too_many" };
  }
  // Each of these takes the next one.
  const work = wanted.values();
  const fetchSome = async (): Promise<void> => {
    for (const index of work)
      attachments[index] = await withFile(attachments[index] as InboundAttachment, parts, signal);
  };
  await Promise.all(Array.from({ length: atOnce }, fetchSome));
  return { ...content, attachments };
}

function isToFetch(attachment: InboundAttachment | undefined, { hasFile }: FetchParts): boolean {
  if (attachment === undefined || attachment.blob !== undefined || attachment.missing !== undefined) return false;
  return hasFile(attachment);
}

async function withFile(
  attachment: InboundAttachment,
  parts: FetchParts,
  signal: AbortSignal,
): Promise<InboundAttachment> {
  const { kind } = attachment;
  try {
    const { id, bytes } = await fetchTwice(attachment, parts, signal);
    parts.count("file_fetched");
    return { ...attachment, blob: id, bytes };
  } catch (error) {
    signal.throwIfAborted();
    const reason = reasonOf(error);
    // A store without room and a server that stops are no fault of the file: the event is tried again.
    if (reason === undefined) throw error;
    parts.count(`file_missing:${reason}`);
    parts.logger.warn({ kind, reason, err: error }, "a file that a person sent could not be fetched");
    return { ...attachment, missing: reason };
  }
}

/** Once more where the first try failed on the way: the address may not be valid any longer when the next turn comes. */
async function fetchTwice(attachment: InboundAttachment, parts: FetchParts, signal: AbortSignal): Promise<Blob> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(parts.timeoutMs ?? fetchMs)]);
  try {
    return await keep(attachment, parts, limit);
  } catch (error) {
    if (limit.aborted || reasonOf(error) !== "unreachable") throw error;
    return await keep(attachment, parts, limit);
  }
}

async function keep(
  attachment: InboundAttachment,
  { blobs, open, maxBytes }: FetchParts,
  signal: AbortSignal,
): Promise<Blob> {
  const most = maxBytes(attachment.kind);
  const file = await open(attachment, most, signal);
  return await blobs.put(file.content(), { mediaType: file.mediaType }, most);
}

function reasonOf(error: unknown): FetchError["reason"] | undefined {
  if (error instanceof FetchError) return error.reason;
  // Of the platform's token: files that need none come all the same.
  if (error instanceof DeliveryError) return "unreachable";
  if (error instanceof DOMException && error.name === "TimeoutError") return "unreachable";
  return error instanceof RequestError && error.code === "too_large" ? "too_large" : undefined;
}
