import { RequestError } from "#app/errors.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import type { StoredFile } from "#channel/message/message.ts";
import type { Turn } from "./turn.ts";

/** Bytes of one file at most: it is made for one person, while they wait. */
const mostBytes = 100_000_000;

/** {@link Turn.keepFile}. The same bytes are kept once, so a turn that runs again after a crash keeps the same file. */
export function createKeepFile(blobs: Pick<BlobStore, "put">): Turn["keepFile"] {
  return async (content, { name, mediaType }): Promise<StoredFile> => {
    if (!/^[^/\\\p{Cc}]{1,120}$/u.test(name))
      throw new TypeError(
        `the name of a file is one such as "ticket.pdf", of at most 120 characters, not ${JSON.stringify(name)}`,
      );
    if (!/^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,80}$/.test(mediaType))
      throw new TypeError(`the type of a file is one such as "application/pdf", not ${JSON.stringify(mediaType)}`);
    try {
      const { id, bytes } = await blobs.put(toPieces(content), { mediaType }, mostBytes);
      return { blob: id, name, mediaType, bytes };
    } catch (error) {
      if (!(error instanceof RequestError) || error.code !== "too_large") throw error;
      throw new RangeError(`the file ${JSON.stringify(name)} has more than ${mostBytes} bytes`, { cause: error });
    }
  };
}

async function* toPieces(content: string | Uint8Array | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  if (typeof content === "string") yield Buffer.from(content);
  else if (content instanceof Uint8Array) yield content;
  else yield* content;
}
