import type { AttachmentContent } from "#channel/event.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import { FetchError, fetchFile } from "#channel/kit/fetch-file.ts";
import { fetchAttachments, type FetchParts as KitParts } from "#channel/kit/platform/fetch-attachments.ts";
import { decrypt, readKey } from "#connectors/apple-messages/cipher.ts";
import { fileRules } from "#connectors/apple-messages/file-hosts.ts";
import { limits } from "#connectors/apple-messages/limits.ts";
import { askDownload } from "#connectors/apple-messages/send/ask-download.ts";
import type { GatewayAccess } from "#connectors/apple-messages/send/call-gateway.ts";
import type { FileReference } from "./file-reference.ts";

export type FetchParts = Pick<KitParts, "blobs" | "logger" | "count"> & {
  readonly access: GatewayAccess;
  /** Opens what `seal` has made. */
  readonly open: (sealed: string) => FileReference | undefined;
};

/** Fetches and decrypts what people sent ("Downloading and Decrypting the Attachment"). */
export async function fetchFiles(
  content: AttachmentContent,
  { access, open, ...parts }: FetchParts,
  signal: AbortSignal,
): Promise<AttachmentContent> {
  return await fetchAttachments(
    content,
    {
      ...parts,
      maxFiles: limits.files,
      hasFile: ({ id }) => id !== undefined,
      maxBytes: () => limits.file,
      async open({ id = "", mediaType = "application/octet-stream" }, maxBytes, limit) {
        const reference = open(id);
        const key = readKey(reference?.key);
        if (reference === undefined || key === undefined)
          throw new FetchError("refused", "nobody can read where the file is");
        const address = await askDownload(reference, access, limit).catch(asFetchError);
        const file = await fetchFile(address, { ...fileRules(access.apiUrl), maxBytes }, limit);
        return { mediaType, content: () => decrypt(key, file.content()) };
      },
    },
    signal,
  );
}

function asFetchError(cause: unknown): never {
  if (!(cause instanceof DeliveryError)) throw cause;
  const isLost = cause.kind === "content" || cause.kind === "recipient";
  throw new FetchError(isLost ? "refused" : "unreachable", "Apple gives no address of the file", { cause });
}
