import { DeliveryError } from "#channel/delivery-error.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import { asObject, asText } from "#channel/kit/json-with-ids.ts";
import { notAnswered } from "#channel/kit/platform/call-failure.ts";
import { readKeptFile } from "#channel/kit/platform/read-kept-file.ts";
import type { StoredFile } from "#channel/message/message.ts";
import { encrypt } from "#connectors/apple-messages/cipher.ts";
import { isFileAddress } from "#connectors/apple-messages/file-hosts.ts";
import { limits } from "#connectors/apple-messages/limits.ts";
import { callGateway, type GatewayAccess, readAnswer } from "./call-gateway.ts";

/** A file as a message names it ("Adding Attachment Metadata to a Message"). */
export type Attachment = {
  name: string;
  mimeType: string;
  size: string;
  key: string;
  url: string;
  owner: string;
  "signature-base64": string;
};

export type UploadParts = { readonly access: GatewayAccess; readonly blobs: Pick<BlobStore, "get"> };

/** Milliseconds for a file of 100 MB. */
const uploadMs = 120_000;

/**
 * Encrypts a file of the server's store with a key of its own and uploads it. Nobody sees it before a message names it, so it may be done again.
 * @throws DeliveryError
 */
export async function uploadFile(file: StoredFile, parts: UploadParts, signal: AbortSignal): Promise<Attachment> {
  try {
    return await upload(file, parts, signal);
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.kind !== "unknown") throw error;
    throw new DeliveryError("Apple did not take the file", "transient", { cause: error, code: error.code });
  }
}

async function upload(file: StoredFile, { access, blobs }: UploadParts, signal: AbortSignal): Promise<Attachment> {
  const { key, bytes } = encrypt(await readKeptFile(blobs, file, limits.file));
  const headers = { size: String(bytes.length) };
  const begun = await readAnswer(
    await callGateway(access, { method: "GET", path: "preUpload", headers, signal }),
    limits.answer,
  );
  const [address, url, owner] = [begun["upload-url"], begun["mmcs-url"], begun["mmcs-owner"]].map(asText);
  if (address === undefined || url === undefined || owner === undefined || !isFileAddress(address, access.apiUrl))
    throw new DeliveryError("Apple named no address for the file", "transient", { code: "no_upload_url" });
  const response = await access
    .fetch(address, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: bytes,
      signal: AbortSignal.any([signal, AbortSignal.timeout(uploadMs)]),
      redirect: "error",
    })
    .catch((cause: unknown) => {
      throw notAnswered("Apple", cause);
    });
  if (!response.ok) {
    await response.body?.cancel();
    throw new DeliveryError(`Apple's store of files answered ${response.status}`, "transient", {
      code: String(response.status),
    });
  }
  const stored = asObject((await readAnswer(response, limits.answer))["singleFile"]);
  const checksum = asText(stored["fileChecksum"]);
  if (checksum === undefined) throw new DeliveryError("Apple gave no checksum of the file", "transient");
  const { name, mediaType } = file;
  return { name, mimeType: mediaType, size: headers.size, key, url, owner, "signature-base64": checksum };
}
