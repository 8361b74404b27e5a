import type { AttachmentContent, InboundAttachment } from "#channel/event.ts";
import { FetchError, fetchFile, type FetchedFile } from "#channel/kit/fetch-file.ts";
import { asId, asText } from "#channel/kit/json-with-ids.ts";
import { fetchAttachments, type FetchParts } from "#channel/kit/platform/fetch-attachments.ts";
import { callGraph, type GraphAccess } from "#connectors/meta/graph/graph-call.ts";
import { metaHosts } from "#connectors/meta/meta-hosts.ts";
import { limits } from "./limits.ts";

type Parts = Omit<FetchParts, "hasFile" | "maxBytes" | "open"> & {
  access: GraphAccess;
  token: string;
  phoneNumberId: string;
};

const kinds = new Set(["image", "audio", "video", "file", "sticker"]);

/** Fetches what people sent. Meta names a file by its id only, and gives an address for it that ends after five minutes. */
export async function fetchMedia(
  content: AttachmentContent,
  parts: Parts,
  signal: AbortSignal,
): Promise<AttachmentContent> {
  return await fetchAttachments(
    content,
    {
      ...parts,
      hasFile: ({ kind, id }) => id !== undefined && kinds.has(kind),
      maxBytes,
      open: async (attachment, most, limit) => await open(attachment, most, parts, limit),
    },
    signal,
  );
}

/** What people may send is as large as what a business may send (Cloud API documentation of 2026). */
function maxBytes(kind: string): number {
  switch (kind) {
    case "image":
      return limits.upload.image;
    case "sticker":
      return limits.upload.sticker;
    case "video":
    case "audio":
      return limits.upload.video;
    default:
      return limits.upload.document;
  }
}

async function open(
  { id = "" }: InboundAttachment,
  most: number,
  { access, token, phoneNumberId }: Parts,
  signal: AbortSignal,
): Promise<FetchedFile> {
  const query = { phone_number_id: phoneNumberId };
  const answer = await callGraph(access, { path: encodeURIComponent(id), query, token });
  signal.throwIfAborted();
  if (answer.type === "unreachable") throw new FetchError("unreachable", "Meta does not say where the file is");
  const url = answer.type === "answered" ? asText(answer.body["url"]) : undefined;
  if (answer.type === "refused" || url === undefined)
    throw new FetchError("refused", "Meta has no such file for this number");
  const size = Number(asId(answer.body["file_size"]) ?? 0);
  if (size > most) throw new FetchError("too_large", `the file has more than ${most} bytes`);
  const trusted = new URL(access.graphBaseUrl);
  const rules = {
    hosts: metaHosts,
    maxBytes: most,
    headers: { authorization: `Bearer ${token}` },
    ...(trusted.protocol === "http:" ? { trustedHost: trusted.hostname } : {}),
  };
  return await fetchFile(url, rules, signal);
}
