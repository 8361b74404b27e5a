import type { AttachmentContent, InboundAttachment } from "#channel/event.ts";
import { type FetchedFile, fetchFile, FetchError } from "#channel/kit/fetch-file.ts";
import type { AccessToken } from "#channel/kit/issuer/access-token.ts";
import { fetchAttachments, type FetchParts as KitParts } from "#channel/kit/platform/fetch-attachments.ts";
import { limits } from "#connectors/teams/limits.ts";

export type FetchParts = Pick<KitParts, "blobs" | "logger" | "count"> & {
  readonly token: Pick<AccessToken, "get">;
  readonly serviceOrigins: readonly string[];
};

/** Where people's files are: their address carries a right to read it, for an hour. */
const fileHosts = ["*.sharepoint.com", "*.sharepoint.us", "*.sharepoint-mil.us"];

/** Fetches what people sent into the store of files. */
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

/** Pictures are at Teams itself, which wants the bot's token. */
async function open(
  { url = "", mediaType }: InboundAttachment,
  { token, serviceOrigins, maxBytes }: FetchParts & { maxBytes: number },
  signal: AbortSignal,
): Promise<FetchedFile> {
  const { origin = "", hostname = "" } = URL.canParse(url) ? new URL(url) : {};
  const isAtTeams = serviceOrigins.includes(origin);
  const rules = {
    hosts: isAtTeams ? [hostname] : fileHosts,
    maxBytes,
    ...(isAtTeams ? { headers: { authorization: `Bearer ${await token.get()}` } } : {}),
    // A stand-in for Teams on this machine.
    ...(isAtTeams && origin.startsWith("http:") ? { trustedHost: hostname } : {}),
  };
  const file = await fetchFile(url, rules, signal);
  if (file.mediaType === "text/html") throw new FetchError("refused", "there is a page in place of the file");
  return { ...file, mediaType: mediaType ?? file.mediaType };
}
