import { startFakeGraph } from "./fake-graph.ts";
import type { FakeGraph } from "./fake-graph.ts";
import type { JsonObject } from "./parse/json.ts";
import type { FakeGraphOptions } from "./options.ts";

export const appId = "1517776481860111";
export const appSecret = "test-app-secret";
export const pageId = "2001";
export const token = "EAAB-page-token";

/** A world with one app and one page, whose webhooks go to `webhookUrl`. */
export function startTestGraph(webhookUrl?: string, options: Partial<FakeGraphOptions> = {}): Promise<FakeGraph> {
  const app = { appId, appSecret, verifyToken: "verify-me" };
  return startFakeGraph({
    apps: [webhookUrl === undefined ? app : { ...app, webhookUrl }],
    pages: [{ pageId, accessToken: token, appId }],
    webhook: { retryDelays: [5, 10], timeoutMs: 2000 },
    ...options,
  });
}

export interface Answer {
  status: number;
  body: JsonObject & { error?: JsonObject };
  headers: Headers;
}

export async function callGraph(
  graph: FakeGraph,
  method: string,
  path: string,
  body?: JsonObject,
  headers: Record<string, string> = { Authorization: `Bearer ${token}` },
): Promise<Answer> {
  const response = await fetch(`${graph.baseUrl}/v26.0${path}`, {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer["body"], headers: response.headers };
}

export function sendTo(graph: FakeGraph, psid: string, message: JsonObject, more: JsonObject = {}): Promise<Answer> {
  return callGraph(graph, "POST", "/me/messages", {
    recipient: { id: psid },
    messaging_type: "RESPONSE",
    message,
    ...more,
  });
}
