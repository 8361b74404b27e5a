import type { ServerResponse } from "node:http";
import type { Problem } from "@causerie/protocol";

/** Replaces Express's own `json`, which computes an ETag that nobody needs. */
export function sendJson(response: ServerResponse, status: number, body: unknown, type = "application/json"): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { "Content-Type": `${type}; charset=utf-8`, "Content-Length": bytes.length });
  response.end(bytes);
}

export function sendProblem(response: ServerResponse, problem: Problem): void {
  if (problem.status === 401) response.setHeader("WWW-Authenticate", "Bearer");
  if (problem.retryAfterMs !== undefined) response.setHeader("Retry-After", Math.ceil(problem.retryAfterMs / 1000));
  sendJson(response, problem.status, problem, "application/problem+json");
}
