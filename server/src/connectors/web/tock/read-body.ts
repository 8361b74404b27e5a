import { limits } from "@causerie/protocol";
import type { Request } from "express";
import { RequestError } from "#app/errors.ts";

/**
 * The body of a request, whatever its headers say: clients send JSON as a form, or with an encoding that is none. What an application
 * around the server has read already is used as it is.
 * @throws RequestError `too_large`, `invalid_request`
 */
export async function readBody(request: Request): Promise<unknown> {
  const known: unknown = request.body;
  if (request.readableEnded && known !== undefined) return typeof known === "string" ? parseJson(known) : known;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limits.bodyBytes)
      throw new RequestError("too_large", `a body may have at most ${limits.bodyBytes} bytes`);
    chunks.push(chunk);
  }
  return parseJson(Buffer.concat(chunks).toString());
}

/** @throws RequestError `invalid_request`: the parser's own error would quote what a person wrote. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
  } catch {
    throw new RequestError("invalid_request", "the body is not JSON");
  }
}
