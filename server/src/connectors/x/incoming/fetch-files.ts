import type { AttachmentContent } from "#channel/event.ts";
import { fetchFile } from "#channel/kit/fetch-file.ts";
import { fetchAttachments, type FetchParts as KitParts } from "#channel/kit/platform/fetch-attachments.ts";
import { limits } from "#connectors/x/limits.ts";

export type FetchParts = Pick<KitParts, "blobs" | "logger" | "count"> & {
  readonly apiUrl: string;
  readonly token: () => Promise<string>;
};

/** Where X keeps what people send; those of direct messages want the token of one of the two. */
const hosts = ["ton.x.com", "ton.twitter.com", "video.twimg.com", "pbs.twimg.com"];

/** Fetches what people sent, with the bot's token. */
export async function fetchFiles(
  content: AttachmentContent,
  { apiUrl, token, ...parts }: FetchParts,
  signal: AbortSignal,
): Promise<AttachmentContent> {
  const { protocol, hostname } = new URL(apiUrl);
  // Only where the operator has named an address in the own network, as tests do.
  const trusted = protocol === "http:" ? { trustedHost: hostname } : {};
  return await fetchAttachments(
    content,
    {
      ...parts,
      maxFiles: limits.files.most,
      hasFile: ({ url }) => url !== undefined,
      maxBytes: () => limits.files.bytes,
      async open({ url = "", mediaType = "" }, maxBytes, limit) {
        const headers = { authorization: `Bearer ${await token()}` };
        const file = await fetchFile(url, { hosts, ...trusted, maxBytes, headers }, limit);
        return { ...file, mediaType: mediaType || file.mediaType };
      },
    },
    signal,
  );
}
