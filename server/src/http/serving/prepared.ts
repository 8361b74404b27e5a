import { createHash } from "node:crypto";
import type { RequestHandler } from "express";

/** As many places as a router is mounted at; others are answered, but not kept. */
const mostKept = 16;

type Prepared = { bytes: Buffer; tag: string };

/** Serves a JSON document whose bytes are made once per mount: thousands of requests on their way share them. */
export function servePrepared(documentAt: (baseUrl: string) => object): RequestHandler {
  const kept = new Map<string, Prepared>();

  function prepare(baseUrl: string): Prepared {
    const known = kept.get(baseUrl);
    if (known !== undefined) return known;
    const bytes = Buffer.from(JSON.stringify(documentAt(baseUrl)));
    const tag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
    const prepared = { bytes, tag };
    if (kept.size < mostKept) kept.set(baseUrl, prepared);
    return prepared;
  }

  return (request, response) => {
    const { bytes, tag } = prepare(request.baseUrl);
    response.setHeader("ETag", tag);
    // Kept by browsers, but asked about each time.
    response.setHeader("Cache-Control", "no-cache");
    if (request.fresh) return void response.writeHead(304).end();
    response.writeHead(200, { "Content-Type": "application/json; charset=utf-8", "Content-Length": bytes.length });
    response.end(request.method === "HEAD" ? undefined : bytes);
  };
}
