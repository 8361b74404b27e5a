import type { IncomingMessage } from "node:http";
import { invalidParameter } from "./graph-errors.ts";
import type { JsonObject } from "#parse/json.ts";
import { isJsonObject } from "#parse/json.ts";
import { readMultipart } from "./multipart.ts";

/** A request, taken apart but not judged. */
export interface Call {
  method: string;
  version: string | undefined;
  /** Without the version. */
  path: string;
  query: Record<string, string>;
  headers: IncomingMessage["headers"];
  /** Parsed JSON or form fields; the raw text if it is neither. */
  body: unknown;
  token: string | undefined;
}

export async function readCall(request: IncomingMessage): Promise<Call> {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const [, version, path = "/"] = /^(?:\/(v\d+\.\d+))?(\/.*)?$/.exec(url.pathname) ?? [];
  const query = Object.fromEntries(url.searchParams);
  const body = await parseBody(await readBytes(request), request.headers["content-type"] ?? "");
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const inBody = isJsonObject(body) && typeof body["access_token"] === "string" ? body["access_token"] : undefined;
  const token = bearer ?? query["access_token"] ?? inBody;
  return { method: request.method ?? "GET", version, path, query, headers: request.headers, body, token };
}

/** Query and body as one, as Graph reads them; the body wins. */
export function inputOf(call: Call): JsonObject {
  if (call.body !== undefined && !isJsonObject(call.body))
    throw invalidParameter("The request body is not a JSON object");
  return { ...call.query, ...call.body };
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function parseBody(bytes: Buffer, contentType: string): Promise<unknown> {
  if (bytes.length === 0) return undefined;
  if (contentType.startsWith("multipart/form-data")) {
    return Object.fromEntries(
      (await readMultipart(bytes, contentType)).map(([key, value]) => [key, parseField(value)]),
    );
  }
  const text = bytes.toString("utf8");
  if (contentType.startsWith("application/x-www-form-urlencoded")) {
    const fields = [...new URLSearchParams(text)];
    return Object.fromEntries(fields.map(([key, value]) => [key, parseField(value)]));
  }
  return parseJson(text);
}

function parseField(value: unknown): unknown {
  return typeof value === "string" && /^[[{]/.test(value) ? parseJson(value) : value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // not JSON: kept as it is, for the journal and for the refusal
  }
}
