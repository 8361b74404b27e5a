import type { BlobStore } from "#channel/host/blob-store.ts";
import type { AttachmentContent, InboundAttachment } from "#channel/event.ts";
import { FetchError, fetchFile } from "#channel/kit/fetch-file.ts";
import { RequestError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import { limits } from "#connectors/messenger/limits.ts";

/** Where Meta keeps what people send. */
const metaHosts = ["*.fbcdn.net", "*.fbsbx.com"];

export type FetchParts = {
  blobs: BlobStore;
  /** The Graph API's: where a stand-in for it is on this machine, its files are, too. */
  graphBaseUrl: string;
  logger: Logger;
  count: (name: string) => void;
  /** Files of one message at most. */
  maxFiles: number;
  /** Milliseconds for one file. */
  timeoutMs?: number;
};

/** Milliseconds for one file with both tries. The person waits for the answer. */
const fetchMs = 30_000;

/** What has a file behind its address. The address of anything else leads to a page. */
const kinds = new Set(["image", "audio", "video", "file", "sticker"]);

/** Fetches what people sent into the store of files, each file by itself: one that does not come leaves the others alone. */
export async function fetchAttachments(
  content: AttachmentContent,
  parts: FetchParts,
  signal: AbortSignal,
): Promise<AttachmentContent> {
  const attachments = [...content.attachments];
  const wanted = [...attachments.keys()].filter((index) => isToFetch(attachments[index]));
  const fetchedBefore = attachments.filter(({ blob }) => blob !== undefined).length;
  for (const index of wanted.splice(Math.max(0, parts.maxFiles - fetchedBefore))) {
    parts.count("file_missing:too_many");
    attachments[index] = { ...(attachments[index] as InboundAttachment), missing: "too_many" };
  }
  // Each of these takes the next one, so that an album does not open as many connections as it has pictures.
  const work = wanted.values();
  const fetchSome = async (): Promise<void> => {
    for (const index of work)
      attachments[index] = await withFile(attachments[index] as InboundAttachment, parts, signal);
  };
  await Promise.all(Array.from({ length: limits.files.atOnce }, fetchSome));
  return { ...content, attachments };
}

function isToFetch(attachment: InboundAttachment | undefined): boolean {
  if (attachment === undefined) return false;
  const { kind, url, blob, missing } = attachment;
  return url !== undefined && blob === undefined && missing === undefined && kinds.has(kind);
}

async function withFile(
  attachment: InboundAttachment,
  parts: FetchParts,
  signal: AbortSignal,
): Promise<InboundAttachment> {
  const { kind, url = "" } = attachment;
  try {
    const { id } = await fetchTwice(url, kind, parts, signal);
    parts.count("file_fetched");
    return { ...attachment, blob: id };
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
async function fetchTwice(url: string, kind: string, parts: FetchParts, signal: AbortSignal): Promise<{ id: string }> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(parts.timeoutMs ?? fetchMs)]);
  try {
    return await keep(url, kind, parts, limit);
  } catch (error) {
    if (limit.aborted || reasonOf(error) !== "unreachable") throw error;
    return await keep(url, kind, parts, limit);
  }
}

async function keep(
  url: string,
  kind: string,
  { blobs, graphBaseUrl }: FetchParts,
  signal: AbortSignal,
): Promise<{ id: string }> {
  const maxBytes = kind === "image" || kind === "sticker" ? limits.upload.imageBytes : limits.upload.otherBytes;
  const trusted = new URL(graphBaseUrl);
  const rules = {
    hosts: metaHosts,
    maxBytes,
    ...(trusted.protocol === "http:" ? { trustedHost: trusted.hostname } : {}),
  };
  const file = await fetchFile(url, rules, signal);
  return await blobs.put(file.content(), { mediaType: file.mediaType }, maxBytes);
}

function reasonOf(error: unknown): FetchError["reason"] | undefined {
  if (error instanceof FetchError) return error.reason;
  if (error instanceof DOMException && error.name === "TimeoutError") return "unreachable";
  return error instanceof RequestError && error.code === "too_large" ? "too_large" : undefined;
}
