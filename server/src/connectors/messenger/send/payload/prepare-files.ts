import type { BlobStore } from "#channel/host/blob-store.ts";
import { limits } from "#connectors/messenger/limits.ts";
import type { FileToUpload, GraphClient } from "#connectors/messenger/send/client.ts";
import { readBlob } from "#connectors/meta/send/read-blob.ts";
import type { SavedMedia } from "#connectors/meta/send/saved-media.ts";
import type { SendMessage } from "#connectors/messenger/send/send-api.ts";

export type FileParts = {
  client: Pick<GraphClient, "upload">;
  blobs: Pick<BlobStore, "get">;
  saved: SavedMedia;
  /** The files at addresses stay the same, so that an id stands for one. */
  reuseFiles: boolean;
};

/** `key`: what Meta's id of its file is kept under. `isSaved`: it was not made for this call, so it may have expired. */
export type Prepared = { message: SendMessage; key?: string; isSaved?: boolean };

type FileType = FileToUpload["type"];
type Source = { url?: string; attachment_id?: string; blob?: string };

/**
 * The message as Meta takes it: what Meta cannot fetch, and what is shown in a media template, is uploaded before and named by
 * its id.
 *
 * @param deliveryId a later try of the same delivery finds what an earlier one has uploaded.
 * @throws DeliveryError, FormError where the file is gone, or larger than Meta takes.
 */
export async function prepareFiles(
  parts: FileParts,
  deliveryId: string,
  message: SendMessage,
  signal: AbortSignal,
): Promise<Prepared> {
  const { attachment } = message;
  if (attachment === undefined) return { message };
  if (attachment.type !== "template") {
    const { type, payload } = attachment;
    const withSource = (source: { attachment_id: string } | { url: string; is_reusable: boolean }): SendMessage => ({
      ...message,
      attachment: { type, payload: source },
    });
    if (payload.url !== undefined) return prepareAddress(parts, type, payload.url, message, withSource);
    const upload = await uploadOf(parts, deliveryId, type, payload, signal);
    return upload === undefined ? { message } : { ...upload.use, message: withSource({ attachment_id: upload.id }) };
  }
  const { payload } = attachment;
  const element = payload.template_type === "media" ? payload.elements[0] : undefined;
  if (element === undefined || (element.url !== undefined && isFacebookUrl(element.url))) return { message };
  const upload = await uploadOf(parts, deliveryId, element.media_type, element, signal);
  if (upload === undefined) return { message };
  const { media_type, buttons } = element;
  const shown = { media_type, attachment_id: upload.id, ...(buttons === undefined ? {} : { buttons }) };
  const card = { type: "template" as const, payload: { template_type: "media" as const, elements: [shown] } };
  return { ...upload.use, message: { ...message, attachment: card } };
}

/** Meta fetches it on the way, and keeps it where it is to. */
function prepareAddress(
  { saved, reuseFiles }: FileParts,
  type: FileType,
  url: string,
  message: SendMessage,
  withSource: (source: { attachment_id: string } | { url: string; is_reusable: boolean }) => SendMessage,
): Prepared {
  if (!reuseFiles) return { message };
  const key = `${type} ${url}`;
  const id = saved.find(key);
  return id === undefined
    ? { message: withSource({ url, is_reusable: true }), key, isSaved: false }
    : { message: withSource({ attachment_id: id }), key, isSaved: true };
}

/** Undefined: it is at Meta already. */
async function uploadOf(
  { client, blobs, saved, reuseFiles }: FileParts,
  deliveryId: string,
  type: FileType,
  { url, blob }: Source,
  signal: AbortSignal,
): Promise<{ id: string; use: { key: string; isSaved: boolean } } | undefined> {
  if (url === undefined && blob === undefined) return undefined;
  // The same bytes have the same id in the store. At an address there may be others tomorrow.
  const key = blob !== undefined ? `${type} blob:${blob}` : reuseFiles ? `${type} ${url}` : `${deliveryId} ${url}`;
  const known = saved.find(key);
  if (known !== undefined) return { id: known, use: { key, isSaved: true } };
  const file = blob === undefined ? { type, url: url ?? "" } : { type, ...(await readBlob(blobs, blob, mostOf(type))) };
  const id = await client.upload(file, signal);
  saved.keep(key, id);
  return { id, use: { key, isSaved: false } };
}

function mostOf(type: FileType): number {
  return type === "image" ? limits.upload.imageBytes : limits.upload.otherBytes;
}

function isFacebookUrl(url: string): boolean {
  return /(^|\.)facebook\.com$/.test(new URL(url).hostname);
}
