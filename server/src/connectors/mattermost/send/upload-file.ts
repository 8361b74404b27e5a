import { DeliveryError } from "#channel/delivery-error.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import { readKeptFile } from "#channel/kit/platform/read-kept-file.ts";
import { asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import type { StoredFile } from "#channel/message/message.ts";
import { limits } from "#connectors/mattermost/limits.ts";
import { callForObject, type MattermostAccess } from "./call-mattermost.ts";

/** Milliseconds for the bytes of a file. */
const uploadMs = 90_000;

/**
 * Uploads a file of the server's store. Nobody sees it before a post names it, so it may be done again.
 * @returns its id at Mattermost.
 * @throws DeliveryError
 */
export async function uploadFile(
  file: StoredFile,
  channel: string,
  { access, blobs }: { access: MattermostAccess; blobs: BlobStore },
  signal: AbortSignal,
): Promise<string> {
  const bytes = await readKeptFile(blobs, file, limits.files.bytes);
  const query = new URLSearchParams({ channel_id: channel, filename: file.name });
  const answer = await callForObject(access, {
    method: "POST",
    path: `files?${query.toString()}`,
    bytes,
    timeoutMs: uploadMs,
    signal,
  }).catch((error: unknown) => {
    // Nothing is shown yet.
    if (!(error instanceof DeliveryError) || error.kind !== "unknown") throw error;
    throw new DeliveryError("Mattermost did not take the file", "transient", { cause: error, code: error.code });
  });
  const id = asText(asObject(asList(answer["file_infos"])[0])["id"]);
  if (id === undefined) throw new DeliveryError("Mattermost named no file", "transient");
  return id;
}
