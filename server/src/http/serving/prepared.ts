import { createHash } from "node:crypto";
import type { Request, RequestHandler, Response } from "express";

/** As many places as a router is mounted at; others are answered, but not kept. */
const mostKept = 16;

/** A document as bytes, with its entity tag. */
export type Prepared = { bytes: Buffer; tag: string; type: string };

export function prepare(text: string, type: string): Prepared {
  const bytes = Buffer.from(text);
  return { bytes, tag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`, type };
}

/** Browsers keep it, but ask about it each time. */
export function sendPrepared(request: Request, response: Response, { bytes, tag, type }: Prepared): void {
  response.setHeader("ETag", tag);
  response.setHeader("Cache-Control", "no-cache");
  if (request.fresh) return void response.writeHead(304).end();
  response.writeHead(200, { "Content-Type": type, "Content-Length": bytes.length });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

/**
 * Serves a JSON document whose bytes are made once per mount: thousands of requests on their way share them.
 * @param about what the document is about: it is made anew when that is another object.
 */
export function servePrepared(documentAt: (baseUrl: string) => object, about: () => object): RequestHandler {
  const kept = new Map<string, Prepared>();
  let keptFor = about();

  function preparedAt(baseUrl: string): Prepared {
    const current = about();
    if (current !== keptFor) kept.clear();
    keptFor = current;
    const known = kept.get(baseUrl);
    if (known !== undefined) return known;
    const prepared = prepare(JSON.stringify(documentAt(baseUrl)), "application/json; charset=utf-8");
    if (kept.size < mostKept) kept.set(baseUrl, prepared);
    return prepared;
  }

  return (request, response) => sendPrepared(request, response, preparedAt(request.baseUrl));
}
