import { RequestError } from "#app/errors.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import { detectType, headBytes, isText } from "#channel/media-types.ts";
import { readImageSize } from "#channel/image-size.ts";
import { contentRefused } from "./read-piece.ts";
import type { CheckedFile, StoredUpload } from "./upload-store.ts";

/** Bytes in which the size of a picture stands: a camera puts a small picture before it. */
const sizeBytes = 262_144;

type Parts = { blobs: Pick<BlobStore, "get" | "put">; accept: readonly string[] };

/**
 * Joins the pieces of a file, and looks whether it is of the type that it is said to have. Archives are not opened.
 * @throws RequestError `file_refused`; `not_found` when a piece is no longer there.
 */
export async function checkFile(upload: StoredUpload, { blobs, accept }: Parts): Promise<CheckedFile> {
  const [first = "", ...others] = upload.parts;
  const saysText = upload.mediaType.startsWith("text/");
  const begin: Uint8Array[] = [];
  let begun = 0;

  async function* inspected(): AsyncGenerator<Uint8Array, void> {
    for (const part of upload.parts) {
      for await (const chunk of await contentOf(blobs, part)) {
        if (saysText && !isText(chunk)) throw contentRefused();
        if (begun < sizeBytes) begin.push(chunk);
        begun += chunk.byteLength;
        yield chunk;
      }
    }
  }

  // One piece is the file already.
  const blob = others.length === 0 ? await readThrough(inspected(), first, saysText) : await join();

  async function join(): Promise<string> {
    return (await blobs.put(inspected(), { mediaType: upload.mediaType }, upload.bytes)).id;
  }

  const head = Buffer.concat(begin);
  const mediaType = detectType(upload.mediaType, head.subarray(0, headBytes), accept);
  if (mediaType === undefined) throw contentRefused();
  return { blob, mediaType, ...readImageSize(head, mediaType) };
}

async function contentOf(blobs: Parts["blobs"], id: string): Promise<AsyncIterable<Uint8Array>> {
  const found = await blobs.get(id);
  if (found === undefined) throw new RequestError("not_found", "a piece of the upload is gone: begin it anew");
  return found.content();
}

/** Of what is not text the beginning says all that is asked. */
async function readThrough(content: AsyncIterable<Uint8Array>, id: string, all: boolean): Promise<string> {
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.byteLength;
    if (!all && bytes >= sizeBytes) break;
  }
  return id;
}
