import type { BlobStore } from "#channel/host/blob-store.ts";
import { FormError } from "./refusal.ts";

/**
 * A file of the store, for an upload to Meta. In memory, because its whole length goes before a body.
 * @param most bytes that Meta takes of its kind.
 * @throws FormError when the store has no such file, or it is too large.
 */
export async function readBlob(
  blobs: Pick<BlobStore, "get">,
  id: string,
  most: number,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; mediaType: string }> {
  const blob = await blobs.get(id);
  if (blob === undefined) throw new FormError("The store has no file of this id", "content", { code: "file_gone" });
  if (blob.bytes > most)
    throw new FormError(`Meta takes at most ${most} bytes of this type`, "content", { code: "file_too_large" });
  const bytes = new Uint8Array(blob.bytes);
  let length = 0;
  for await (const chunk of blob.content()) {
    bytes.set(chunk, length);
    length += chunk.byteLength;
  }
  return { bytes, mediaType: blob.mediaType };
}
