import type { MessengerOptions } from "@causerie/server/connectors/messenger/messenger.ts";
import { sign } from "@causerie/fake-graph";

export const appSecret = "test-app-secret";
export const accessToken = "EAAB-page-token";
export const verifyToken = "verify-me";

/** A page as the tests know it: app 1001, page 2001. */
export function pageOptions(more: Partial<MessengerOptions> = {}): MessengerOptions {
  return { appId: "1001", pageId: "2001", accessToken, appSecret, verifyToken, typing: false, ...more };
}

/** The same app and page at Meta. */
export const metaPage = {
  apps: [{ appId: "1001", appSecret, verifyToken }],
  pages: [{ pageId: "2001", accessToken, appId: "1001", profile: { get_started: { payload: "GET_STARTED" } } }],
};

/** `retryAfter`: the header. */
export type Posted = { status: number; body: string; retryAfter?: string };

/** Posts a body as Meta does, signed with the app's secret unless headers say otherwise. */
export async function postWebhook(
  url: string,
  body: string | Buffer,
  headers: Record<string, string> = { "x-hub-signature-256": `sha256=${sign(appSecret, body).sha256}` },
): Promise<Posted> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : new Uint8Array(body),
  });
  const retryAfter = response.headers.get("retry-after");
  return { status: response.status, body: await response.text(), ...(retryAfter === null ? {} : { retryAfter }) };
}

/** A webhook with these events of person 77 on page 2001. */
export function webhookOf(...events: Record<string, unknown>[]): string {
  const messaging = events.map((event, index) => ({
    sender: { id: "77" },
    recipient: { id: "2001" },
    timestamp: 1_790_000_000_000 + index,
    ...event,
  }));
  return JSON.stringify({ object: "page", entry: [{ id: "2001", time: 1_790_000_000_000, messaging }] });
}
