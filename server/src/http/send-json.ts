import type { ServerResponse } from "node:http";

/** Past Express's own `json`, which would compute an ETag nobody asks for. */
export function sendJson(response: ServerResponse, status: number, body: unknown, type = "application/json"): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { "Content-Type": `${type}; charset=utf-8`, "Content-Length": bytes.length });
  response.end(bytes);
}
