import { DeliveryError } from "#channel/delivery-error.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import { asId, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { readKeptFile } from "#channel/kit/platform/read-kept-file.ts";
import type { StoredFile } from "#channel/message/message.ts";
import { limits } from "#connectors/x/limits.ts";
import { callX, type XAccess } from "./call-x.ts";
import { categoryOf } from "./media-category.ts";

export type UploadParts = {
  readonly access: XAccess;
  readonly blobs: Pick<BlobStore, "get">;
  /** Milliseconds between two questions whether X has read a film. */
  readonly askEveryMs: number;
};

const uploadMs = 60_000;
const mostQuestions = 60;

/**
 * Uploads a file of the server's store in pieces (docs.x.com, "Media upload"). Nobody sees it before a message names it, so it may be done again.
 * @returns its id at X.
 * @throws DeliveryError
 */
export async function uploadFile(file: StoredFile, parts: UploadParts, signal: AbortSignal): Promise<string> {
  try {
    return await upload(file, parts, signal);
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.kind !== "unknown") throw error;
    throw new DeliveryError("X did not take the file", "transient", { cause: error, code: error.code });
  }
}

async function upload(file: StoredFile, { access, blobs, askEveryMs }: UploadParts, signal: AbortSignal) {
  const category = categoryOf(file.mediaType);
  if (category === undefined) throw new DeliveryError("X takes no such file", "content", { code: "file_type" });
  const bytes = await readKeptFile(blobs, file, limits.upload[category.size]);
  const begun = await callX(access, {
    method: "POST",
    path: "2/media/upload/initialize",
    body: { media_type: file.mediaType, total_bytes: bytes.length, media_category: category.name },
    signal,
  });
  const id = asId(asObject(begun["data"])["id"]);
  if (id === undefined || !/^\d{1,30}$/.test(id)) throw new DeliveryError("X named no file", "transient");
  for (let start = 0, index = 0; start < bytes.length; start += limits.piece, index += 1) {
    const form = new FormData();
    form.append("segment_index", String(index));
    form.append("media", new Blob([bytes.subarray(start, start + limits.piece)]), "piece");
    await callX(access, { method: "POST", path: `2/media/upload/${id}/append`, form, timeoutMs: uploadMs, signal });
  }
  let state = stateOf(await callX(access, { method: "POST", path: `2/media/upload/${id}/finalize`, signal }));
  for (let asked = 0; state === "pending" || state === "in_progress"; asked += 1) {
    if (asked === mostQuestions) throw new DeliveryError("X takes too long to read the file", "transient");
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
    signal.throwIfAborted();
    const path = `2/media/upload?command=STATUS&media_id=${id}`;
    state = stateOf(await callX(access, { method: "GET", path, signal }));
  }
  if (state === "failed") throw new DeliveryError("X cannot read the file", "content", { code: "file_unreadable" });
  return id;
}

/** Undefined: there is nothing to wait for. */
function stateOf(answer: JsonObject): string | undefined {
  return asText(asObject(asObject(answer["data"])["processing_info"])["state"]);
}
