import type { WebhookAnswer } from "./feed.ts";
import type { JsonObject } from "#parse/json.ts";
import { askLoopback } from "#api/loopback.ts";
import { escapeUnicodeJson, sign } from "./signature.ts";

export interface WebhookEntry {
  pageId: string;
  psid: string;
  event: JsonObject;
  /** In place of the event: what happens to the page, by its field. */
  change?: { field: string; value: JsonObject };
  /** Only this app is told. */
  to?: string;
}

/** What this app sees of an event without control of the conversation; undefined: it gets the event itself. */
export type ToStandby = (entry: WebhookEntry) => JsonObject | undefined;

/** The documented envelope: one messaging event per entry. */
export function toWebhookBody(entries: readonly WebhookEntry[], now: number, toStandby: ToStandby): JsonObject {
  return {
    object: "page",
    entry: entries.map((entry) => {
      if (entry.change !== undefined) return { id: entry.pageId, time: now, changes: [entry.change] };
      const standby = toStandby(entry);
      const events = standby === undefined ? { messaging: [entry.event] } : { standby: [standby] };
      return { id: entry.pageId, time: now, ...events };
    }),
  };
}

/** Posts a signed body and tells how it was received. Never throws: a lost webhook is an ordinary outcome. */
export async function postWebhook(
  url: string,
  body: JsonObject,
  { appSecret, timeoutMs, signal }: { appSecret: string; timeoutMs: number; signal: AbortSignal },
): Promise<WebhookAnswer> {
  const bytes = escapeUnicodeJson(body);
  const { sha256, sha1 } = sign(appSecret, bytes);
  const headers = {
    "Content-Type": "application/json",
    "Content-Length": String(bytes.length),
    "User-Agent": "facebookexternalua",
    "X-Hub-Signature": `sha1=${sha1}`,
    "X-Hub-Signature-256": `sha256=${sha256}`,
  };
  try {
    const { status } = await askLoopback(url, { method: "POST", headers, body: bytes, timeoutMs, signal });
    return { type: "status", status };
  } catch (error) {
    return { type: "lost", reason: error instanceof Error ? error.message : String(error) };
  }
}

export function isTaken(answer: WebhookAnswer): boolean {
  return answer.type === "status" && answer.status === 200;
}
