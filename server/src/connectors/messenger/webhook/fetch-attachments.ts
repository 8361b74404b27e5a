import type { AttachmentContent } from "#channel/event.ts";
import { fetchFile } from "#channel/kit/fetch-file.ts";
import { fetchAttachments as fetchAll, type FetchParts } from "#channel/kit/platform/fetch-attachments.ts";
import { metaHosts } from "#connectors/meta/meta-hosts.ts";
import { limits } from "#connectors/messenger/limits.ts";

/** `graphBaseUrl`: the Graph API's: where a stand-in for it is on this machine, its files are, too. */
type Parts = Omit<FetchParts, "hasFile" | "maxBytes" | "open"> & { graphBaseUrl: string };

/** What has a file behind its address. The address of anything else leads to a page. */
const kinds = new Set(["image", "audio", "video", "file", "sticker"]);

/** Fetches what people sent from the addresses that Messenger names. */
export async function fetchAttachments(
  content: AttachmentContent,
  { graphBaseUrl, ...parts }: Parts,
  signal: AbortSignal,
): Promise<AttachmentContent> {
  const trusted = new URL(graphBaseUrl);
  const hosts = {
    hosts: metaHosts,
    ...(trusted.protocol === "http:" ? { trustedHost: trusted.hostname } : {}),
  };
  return await fetchAll(
    content,
    {
      ...parts,
      hasFile: ({ kind, url }) => url !== undefined && kinds.has(kind),
      maxBytes: (kind) =>
        kind === "image" || kind === "sticker" ? limits.upload.imageBytes : limits.upload.otherBytes,
      open: async ({ url = "" }, maxBytes, limit) => await fetchFile(url, { ...hosts, maxBytes }, limit),
    },
    signal,
  );
}
