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
  return parseJson(await readText(request));
}

function readText(request: Request): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    // What is too much is read on and thrown away: a peer that still sends would not read its refusal.
    if (bytes <= limits.bodyBytes) chunks.push(chunk);
    else reject(new RequestError("too_large", `a body may have at most ${limits.bodyBytes} bytes`));
  });
  request.once("end", () => resolve(Buffer.concat(chunks).toString()));
  request.once("error", reject);
  request.once("close", () => reject(new RequestError("invalid_request", "the body is not complete")));
  return promise;
}

/** @throws RequestError `invalid_request`: the parser's own error would quote what a person wrote. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
  } catch {
    throw new RequestError("invalid_request", "the body is not JSON");
  }
}
