import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { isObject, type JsonObject, parseJsonKeepingIds } from "#channel/kit/json-with-ids.ts";
import type { RawRequest } from "#channel/kit/webhook.ts";
import { limits } from "#connectors/apple-messages/limits.ts";

const unpack = promisify(gunzip);

/** `status`: what is answered to a body that cannot be read. */
export type ReadBody = { type: "read"; body: JsonObject } | { type: "refused"; status: 400 | 413 | 415 };

/** Reads what Apple posts, packed or not. A small body may unpack to gigabytes: beyond the bound it is refused, and no more is unpacked. */
export async function readBody({ body, header }: Pick<RawRequest, "body" | "header">): Promise<ReadBody> {
  const encoding = (header("content-encoding") ?? "identity").trim().toLowerCase();
  if (encoding !== "gzip" && encoding !== "identity") return { type: "refused", status: 415 };
  try {
    const bytes = encoding === "gzip" ? await unpack(body, { maxOutputLength: limits.body.plain }) : body;
    const read = parseJsonKeepingIds(bytes.toString());
    return isObject(read) ? { type: "read", body: read } : { type: "refused", status: 400 };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ERR_BUFFER_TOO_LARGE") return { type: "refused", status: 413 };
    if (code.startsWith("Z_") || error instanceof SyntaxError || error instanceof RangeError)
      return { type: "refused", status: 400 };
    throw error;
  }
}
