import type { ServerResponse } from "node:http";
import type { Problem } from "@causerie/protocol";

/** Replaces Express's own `json`, which computes an ETag that nobody needs. */
export function sendJson(response: ServerResponse, status: number, body: unknown, type = "application/json"): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { "Content-Type": `${type}; charset=utf-8`, "Content-Length": bytes.length });
  response.end(bytes);
}

/**
 * What each refusal must have, wherever it comes from: some come before the handlers that set the headers of a route, or from
 * routes whose answers have others. A browser takes it for nothing but data, and nobody keeps it.
 */
export const problemHeaders = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none';frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
} as const;

export function sendProblem(response: ServerResponse, problem: Problem): void {
  setProblemHeaders(response, problem);
  sendJson(response, problem.status, problem, "application/problem+json");
}

/** Sets the headers that a refusal must have, whatever form its body has. */
export function setProblemHeaders(response: ServerResponse, problem: Problem): void {
  for (const [name, value] of Object.entries(problemHeaders)) response.setHeader(name, value);
  if (problem.status === 401) response.setHeader("WWW-Authenticate", "Bearer");
  if (problem.retryAfterMs !== undefined) response.setHeader("Retry-After", Math.ceil(problem.retryAfterMs / 1000));
}
