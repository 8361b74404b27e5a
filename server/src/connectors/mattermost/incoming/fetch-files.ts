import type { AttachmentContent } from "#channel/event.ts";
import { fetchFile } from "#channel/kit/fetch-file.ts";
import { fetchAttachments, type FetchParts as KitParts } from "#channel/kit/platform/fetch-attachments.ts";
import { isId } from "#connectors/mattermost/ids.ts";
import { limits } from "#connectors/mattermost/limits.ts";

export type FetchParts = Pick<KitParts, "blobs" | "logger" | "count"> & {
  readonly serverUrl: string;
  readonly token: string;
};

/** Fetches what people sent from Mattermost's server, with the bot's token. */
export async function fetchFiles(
  content: AttachmentContent,
  { serverUrl, token, ...parts }: FetchParts,
  signal: AbortSignal,
): Promise<AttachmentContent> {
  // The operator has named it, and it may be in the own network.
  const trustedHost = new URL(serverUrl).hostname;
  return await fetchAttachments(
    content,
    {
      ...parts,
      maxFiles: limits.files.most,
      hasFile: ({ id }) => isId(id),
      maxBytes: () => limits.files.bytes,
      async open({ id = "", mediaType = "" }, maxBytes, limit) {
        const rules = { hosts: [], trustedHost, maxBytes, headers: { authorization: `Bearer ${token}` } };
        const file = await fetchFile(`${serverUrl}/api/v4/files/${id}`, rules, limit);
        return { ...file, mediaType: mediaType || file.mediaType };
      },
    },
    signal,
  );
}
