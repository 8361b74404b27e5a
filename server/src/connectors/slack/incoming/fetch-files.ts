import { RequestError } from "#app/errors.ts";
import type { Logger } from "#app/logger.ts";
import type { AttachmentContent, InboundAttachment } from "#channel/event.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import { FetchError, fetchFile } from "#channel/kit/fetch-file.ts";
import { limits } from "#connectors/slack/limits.ts";

export type FetchParts = {
  readonly blobs: BlobStore;
  readonly token: string;
  /** Where Slack's files are; a stand-in for it on this machine has its own. */
  readonly fileHosts: readonly string[];
  readonly trustedHost: string | undefined;
  readonly logger: Logger;
  readonly count: (kind: string) => void;
};

/** Milliseconds for one file. The person waits for the answer. */
const fetchMs = 30_000;

/** Fetches what people sent into the store of files, each file by itself: one that does not come leaves the others alone. */
export async function fetchFiles(
  content: AttachmentContent,
  parts: FetchParts,
  signal: AbortSignal,
): Promise<AttachmentContent> {
  const attachments = [...content.attachments];
  const wanted = [...attachments.keys()].filter((index) => isToFetch(attachments[index]));
  for (const index of wanted.splice(limits.files.most)) {
    parts.count("file_missing:too_many");
    attachments[index] = { ...(attachments[index] as InboundAttachment), missing: "too_many" };
  }
  // Each of these takes the next one, so that ten files do not open ten connections.
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
  const { url, blob, missing } = attachment;
  return url !== undefined && blob === undefined && missing === undefined;
}

async function withFile(
  attachment: InboundAttachment,
  parts: FetchParts,
  signal: AbortSignal,
): Promise<InboundAttachment> {
  const { url = "", mediaType = "" } = attachment;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(fetchMs)]);
  try {
    const { blobs, token, fileHosts, trustedHost } = parts;
    const rules = {
      hosts: fileHosts,
      maxBytes: limits.files.bytes,
      headers: { authorization: `Bearer ${token}` },
      ...(trustedHost === undefined ? {} : { trustedHost }),
    };
    const file = await fetchFile(url, rules, limit);
    // Whoever has no right to the file is shown the page on which people sign in.
    if (file.mediaType === "text/html" && mediaType !== "text/html")
      throw new FetchError("refused", "Slack shows a page in place of the file: the app needs the scope files:read");
    const { id, bytes } = await blobs.put(
      file.content(),
      { mediaType: mediaType || file.mediaType },
      limits.files.bytes,
    );
    parts.count("file_fetched");
    return { ...attachment, blob: id, bytes };
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
