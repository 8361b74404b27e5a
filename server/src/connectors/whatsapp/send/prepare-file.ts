import type { BlobStore } from "#channel/host/blob-store.ts";
import { readBlob } from "#connectors/meta/send/read-blob.ts";
import type { SavedMedia } from "#connectors/meta/send/saved-media.ts";
import { limits } from "#connectors/whatsapp/limits.ts";
import type { WhatsAppClient } from "./client.ts";
import type { CloudMessage, Header } from "./message.ts";

export type FileParts = {
  client: Pick<WhatsAppClient, "upload">;
  blobs: Pick<BlobStore, "get">;
  saved: SavedMedia;
};

type Kind = "image" | "video" | "audio" | "document" | "sticker";
type Source = { blob?: string; link?: string; id?: string; filename?: string };

/** Whether Meta has to be given a file for it, which takes long. */
export function carriesBlob(message: CloudMessage): boolean {
  return sourceIn(message)?.source.blob !== undefined;
}

/**
 * The message as Meta takes it: a file of the store is given to it before, and named by its id there. The same bytes have the same id in
 * the store, so they are given once.
 *
 * @throws DeliveryError, FormError where the file is gone, or larger than Meta takes.
 */
export async function prepareFile(
  { client, blobs, saved }: FileParts,
  message: CloudMessage,
  signal: AbortSignal,
): Promise<CloudMessage> {
  const found = sourceIn(message);
  const blob = found?.source.blob;
  if (found === undefined || blob === undefined) return message;
  const { kind, source } = found;
  const known = saved.find(blob);
  const id =
    known ??
    (await client.upload(
      { ...(await readBlob(blobs, blob, limits.upload[kind])), name: source.filename ?? kind },
      signal,
    ));
  if (known === undefined) saved.keep(blob, id);
  const { blob: _blob, ...rest } = source;
  return withSource(message, kind, { ...rest, id });
}

function sourceIn(message: CloudMessage): { kind: Kind; source: Source } | undefined {
  switch (message.type) {
    case "image":
      return { kind: "image", source: message.image };
    case "video":
      return { kind: "video", source: message.video };
    case "audio":
      return { kind: "audio", source: message.audio };
    case "document":
      return { kind: "document", source: message.document };
    case "sticker":
      return { kind: "sticker", source: message.sticker };
    case "interactive":
      return sourceInHeader(message.interactive.header);
    case "text":
    case "location":
    case "template":
    case "reaction":
      return undefined;
  }
}

function sourceInHeader(header: Header | undefined): { kind: Kind; source: Source } | undefined {
  switch (header?.type) {
    case "image":
      return { kind: "image", source: header.image };
    case "video":
      return { kind: "video", source: header.video };
    case "document":
      return { kind: "document", source: header.document };
    case "text":
    case undefined:
      return undefined;
  }
}

function withSource(message: CloudMessage, kind: Kind, source: Source): CloudMessage {
  if (message.type !== "interactive") return { ...message, [kind]: source };
  const header = { type: kind, [kind]: source } as unknown as Header;
  return { ...message, interactive: { ...message.interactive, header } };
}
