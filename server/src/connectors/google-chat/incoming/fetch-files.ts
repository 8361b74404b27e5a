import type { AttachmentContent } from "#channel/event.ts";
import { fetchFile } from "#channel/kit/fetch-file.ts";
import type { AccessToken } from "#channel/kit/issuer/access-token.ts";
import { fetchAttachments, type FetchParts as KitParts } from "#channel/kit/platform/fetch-attachments.ts";
import { limits } from "#connectors/google-chat/limits.ts";

export type FetchParts = Pick<KitParts, "blobs" | "logger" | "count"> & {
  readonly token: Pick<AccessToken, "get">;
  readonly apiUrl: string;
};

/** Fetches what people have uploaded into the store of files (`media.download`). */
export async function fetchFiles(
  content: AttachmentContent,
  parts: FetchParts,
  signal: AbortSignal,
): Promise<AttachmentContent> {
  const { token, apiUrl } = parts;
  return await fetchAttachments(
    content,
    {
      ...parts,
      maxFiles: limits.files.most,
      hasFile: ({ id }) => id !== undefined,
      maxBytes: () => limits.files.bytes,
      async open({ id = "", mediaType }, maxBytes, limit) {
        const { hostname, protocol } = new URL(apiUrl);
        const rules = {
          hosts: [hostname],
          maxBytes,
          headers: { authorization: `Bearer ${await token.get()}` },
          // A stand-in for Google on this machine.
          ...(protocol === "http:" ? { trustedHost: hostname } : {}),
        };
        const path = id.split("/").map(encodeURIComponent).join("/");
        const file = await fetchFile(`${apiUrl}/v1/media/${path}?alt=media`, rules, limit);
        return { ...file, mediaType: mediaType ?? file.mediaType };
      },
    },
    signal,
  );
}
