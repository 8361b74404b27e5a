import { DeliveryError } from "#channel/delivery-error.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import type { StoredFile } from "#channel/message/message.ts";

/**
 * The bytes of a file of the server's own store, for a platform that gets them in one request.
 * @throws DeliveryError `file_gone`, or `file_too_large`: it has more than `most` bytes.
 */
export async function readKeptFile(
  blobs: Pick<BlobStore, "get">,
  { blob }: StoredFile,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const kept = await blobs.get(blob);
  if (kept === undefined)
    throw new DeliveryError("the file is not in the store any more", "content", { code: "file_gone" });
  if (kept.bytes > most)
    throw new DeliveryError("the file is too large for the platform", "content", { code: "file_too_large" });
  const pieces: Uint8Array[] = [];
  for await (const piece of kept.content()) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}
