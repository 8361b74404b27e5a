import { RequestError } from "#app/errors.ts";
import { detectType, headBytes } from "#channel/media-types.ts";
import { minChunkBytes } from "#channel/host/uploads.ts";

export type PieceRules = {
  /** Bytes of the file that have not come. */
  rest: number;
  /** Bytes of this piece at most. */
  most: number;
  isFirst: boolean;
  mediaType: string;
  accept: readonly string[];
};

/**
 * A piece of a file while it comes. One that breaks off ends there if it is long enough: what has come need not come again. The first
 * shows of what type the file is, before the rest has come.
 * @throws RequestError `too_large`, `invalid_request`, `file_refused`, and what the line throws.
 */
export async function* readPiece(
  content: AsyncIterable<Uint8Array>,
  rules: PieceRules,
): AsyncGenerator<Uint8Array, void> {
  const { rest, most, isFirst, mediaType, accept } = rules;
  const isWorthIt = (bytes: number): boolean => bytes >= minChunkBytes || bytes === rest;
  const head: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of content) {
      bytes += chunk.byteLength;
      if (bytes > most) throw tooMuch(rest, most);
      if (isFirst && bytes - chunk.byteLength < headBytes) head.push(chunk);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof RequestError) throw error;
    if (!isWorthIt(bytes)) throw new RequestError("invalid_request", "the piece broke off", { cause: error });
  }
  if (!isWorthIt(bytes))
    throw new RequestError("invalid_request", `a piece that is not the last one needs at least ${minChunkBytes} bytes`);
  if (isFirst && detectType(mediaType, Buffer.concat(head).subarray(0, headBytes), accept) === undefined)
    throw contentRefused();
}

function tooMuch(rest: number, most: number): RequestError {
  return new RequestError(
    "too_large",
    most === rest ? `only ${rest} bytes of this file are left` : `a piece may have at most ${most} bytes`,
  );
}

export function contentRefused(): RequestError {
  return new RequestError("file_refused", "the bytes of the file are not of the type that it is said to have", {
    reason: "content",
  });
}
