import type { AttachmentContent, InboundAttachment } from "#channel/event.ts";
import { FetchError, type FetchedFile, fetchFile } from "#channel/kit/fetch-file.ts";
import { fetchEachFile, type FetchEachParts } from "#connectors/shared/fetch-each-file.ts";
import { limits } from "#connectors/slack/limits.ts";

export type FetchParts = Pick<FetchEachParts, "blobs" | "logger" | "count"> & {
  readonly token: string;
  /** Where Slack's files are; a stand-in for it on this machine has its own. */
  readonly fileHosts: readonly string[];
  readonly trustedHost: string | undefined;
};

/** Fetches what people sent into the store of files. */
export async function fetchFiles(
  content: AttachmentContent,
  parts: FetchParts,
  signal: AbortSignal,
): Promise<AttachmentContent> {
  const open = async (attachment: InboundAttachment, limit: AbortSignal): Promise<FetchedFile> =>
    await openFile(attachment, parts, limit);
  return await fetchEachFile(content, { ...parts, limits: limits.files, open }, signal);
}

async function openFile(
  { url = "", mediaType }: InboundAttachment,
  { token, fileHosts, trustedHost }: FetchParts,
  signal: AbortSignal,
): Promise<FetchedFile> {
  const rules = {
    hosts: fileHosts,
    maxBytes: limits.files.bytes,
    headers: { authorization: `Bearer ${token}` },
    ...(trustedHost === undefined ? {} : { trustedHost }),
  };
  const file = await fetchFile(url, rules, signal);
  // Whoever has no right to the file is shown the page on which people sign in.
  if (file.mediaType === "text/html" && mediaType !== "text/html")
    throw new FetchError("refused", "Slack shows a page in place of the file: the app needs the scope files:read");
  return file;
}
