import type { IncomingMessage, ServerResponse } from "node:http";
import { type ErrorCode, toProblem } from "@causerie/protocol";

export function problem(response: ServerResponse, code: ErrorCode): void {
  const value = toProblem(code);
  response.writeHead(value.status, { "content-type": "application/problem+json" }).end(JSON.stringify(value));
}

export function html(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Sign in</title>");
}

export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? undefined : (JSON.parse(Buffer.concat(chunks).toString()) as unknown);
}
