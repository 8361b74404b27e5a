import type { EventContent } from "#channel/event.ts";
import { type JsonObject, asText } from "#channel/kit/json-with-ids.ts";
import type { Page } from "#connectors/messenger/pages.ts";

/**
 * What a person agreed to: by a plugin on a page (`ref`), or to be written to later (`payload`, which may be one of our
 * own links). Undefined when they took it back, or when nothing says what it was about.
 */
export function readOptin(optin: JsonObject, { payloads }: Page): EventContent | undefined {
  if (/^stop\b/i.test(asText(optin["notification_messages_status"]) ?? "")) return undefined;
  const ref = asText(optin["ref"]) ?? asText(optin["payload"]);
  if (ref === undefined) return undefined;
  const tap = payloads.read(ref);
  return { type: "optin", ref: tap?.type === "link" ? tap.link : ref };
}
