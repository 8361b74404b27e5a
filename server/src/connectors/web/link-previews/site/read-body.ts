import type { IncomingMessage } from "node:http";
import { pipeline } from "node:stream";
import { constants, createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { Refusal } from "./refusal.ts";

/**
 * The first `most` bytes of an answer as they were before they were compressed, and no more: neither of what comes nor of what is made of
 * it, so that a few bytes cannot become gigabytes. Whoever stops reading ends the connection.
 * @throws Refusal
 */
export async function* readBody(
  response: IncomingMessage,
  most: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const decoder = decoderFor(response.headers["content-encoding"]);
  const coming = upTo(response as AsyncIterable<Uint8Array>, most);
  // What fails is reported by the stream that is read.
  const body = decoder === undefined ? coming : pipeline(coming, decoder, () => {});
  try {
    yield* upTo(body as AsyncIterable<Uint8Array>, most);
  } catch (cause) {
    throw new Refusal(signal.aborted ? "timeout" : "unreachable", { cause });
  } finally {
    response.destroy();
  }
}

async function* upTo(body: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array, void> {
  let left = most;
  for await (const chunk of body) {
    yield chunk.subarray(0, left);
    left -= chunk.byteLength;
    if (left <= 0) return;
  }
}

/** What ends too early is read as far as it goes. Undefined: it is not compressed. */
function decoderFor(encoding = "identity"): NodeJS.ReadWriteStream | undefined {
  switch (encoding.trim().toLowerCase()) {
    case "identity":
    case "":
      return undefined;
    case "gzip":
    case "x-gzip":
      return createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
    case "deflate":
      return createInflate({ finishFlush: constants.Z_SYNC_FLUSH });
    case "br":
      return createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH });
  }
  throw new Refusal("type");
}
