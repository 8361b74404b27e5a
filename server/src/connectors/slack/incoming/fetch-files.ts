import type { AttachmentContent, InboundAttachment } from "#channel/event.ts";
import { FetchError, type FetchedFile, fetchFile } from "#channel/kit/fetch-file.ts";
import { fetchAttachments, type FetchParts as KitParts } from "#channel/kit/platform/fetch-attachments.ts";
import { limits } from "#connectors/slack/limits.ts";

export type FetchParts = Pick<KitParts, "blobs" | "logger" | "count"> & {
  readonly token: string;
  /** Where Slack's files are; a stand-in for it on this machine has its own. */
  readonly fileHosts: readonly string[];
  readonly trustedHost: string | undefined;
};

/** Fetches what people sent with the bot's token. */
export async function fetchFiles(
  content: AttachmentContent,
  parts: FetchParts,
  signal: AbortSignal,
): Promise<AttachmentContent> {
  return await fetchAttachments(
    content,
    {
      ...parts,
      maxFiles: limits.files.most,
      hasFile: ({ url }) => url !== undefined,
      maxBytes: () => limits.files.bytes,
      open: (attachment, maxBytes, limit) => open(attachment, { ...parts, maxBytes }, limit),
    },
    signal,
  );
}

async function open(
  { url = "", mediaType = "" }: InboundAttachment,
  { token, fileHosts, trustedHost, maxBytes }: FetchParts & { maxBytes: number },
  signal: AbortSignal,
): Promise<FetchedFile> {
  const rules = {
    hosts: fileHosts,
    maxBytes,
    headers: { authorization: `Bearer ${token}` },
    ...(trustedHost === undefined ? {} : { trustedHost }),
  };
  const file = await fetchFile(url, rules, signal);
  // Whoever has no right to the file is shown the page on which people sign in.
  if (file.mediaType === "text/html" && mediaType !== "text/html")
    throw new FetchError("refused", "Slack shows a page in place of the file: the app needs the scope files:read");
  return { ...file, mediaType: mediaType || file.mediaType };
}
