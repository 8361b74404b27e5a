import type { EventContent, InboundAttachment } from "#channel/event.ts";
import { isOnMap } from "#channel/location.ts";
import { type JsonObject, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import type { Payloads } from "#connectors/messenger/payload.ts";

/** What a message of the person says; undefined when it says nothing, such as a message that was taken back. */
export function readMessage(message: JsonObject, payloads: Payloads): EventContent | undefined {
  if (message["is_deleted"] === true || message["is_unsupported"] === true) return undefined;
  const text = asText(message["text"]);
  const quickReply = asText(asObject(message["quick_reply"])["payload"]);
  if (quickReply !== undefined) return readQuickReply(quickReply, text, payloads);
  const given = asList(message["attachments"]).map(asObject);
  const location = text === undefined && given.length === 1 ? readLocation(given[0] ?? {}) : undefined;
  if (location !== undefined) return location;
  const attachments = given.flatMap(readAttachment);
  if (attachments.length === 0 || (text !== undefined && attachments.every((item) => isPreviewOf(item, text)))) {
    return text === undefined ? undefined : { type: "text", text };
  }
  return { type: "attachment", attachments, ...(text === undefined ? {} : { text }) };
}

/** A payload that is not ours is the e-mail address or phone number that the person chose, or another app's. */
function readQuickReply(payload: string, text: string | undefined, payloads: Payloads): EventContent {
  const tap = payloads.read(payload);
  switch (tap?.type) {
    case "link":
      return { type: "postback", link: tap.link, label: tap.label ?? text ?? "" };
    case "say":
      return { type: "text", text: tap.text };
    case undefined:
      return { type: "text", text: text ?? payload };
  }
}

/** Of any kind, also one that Meta will invent. An empty one tells nothing and is passed over. */
function readAttachment(attachment: JsonObject): InboundAttachment[] {
  const type = asText(attachment["type"]);
  if (type === undefined) return [];
  const payload = asObject(attachment["payload"]);
  const url = asText(payload["url"]);
  const coordinates = readCoordinates(attachment);
  const place = coordinates === undefined ? undefined : `${coordinates.latitude}, ${coordinates.longitude}`;
  const title = readTitle(attachment) ?? place;
  // Until August 2026 Meta sent stickers as images.
  const kind = type === "image" && payload["sticker_id"] !== undefined ? "sticker" : type;
  return [{ kind, ...(url === undefined ? {} : { url }), ...(title === undefined ? {} : { title }) }];
}

/** A shared place, as older apps of Meta send it. */
function readLocation(attachment: JsonObject): EventContent | undefined {
  const coordinates = attachment["type"] === "location" ? readCoordinates(attachment) : undefined;
  if (coordinates === undefined || !isOnMap(coordinates)) return undefined;
  const title = readTitle(attachment);
  return { type: "location", ...coordinates, ...(title === undefined ? {} : { title }) };
}

function readCoordinates(attachment: JsonObject): { latitude: number; longitude: number } | undefined {
  const { lat, long } = asObject(asObject(attachment["payload"])["coordinates"]);
  return typeof lat === "number" && typeof long === "number" ? { latitude: lat, longitude: long } : undefined;
}

function readTitle(attachment: JsonObject): string | undefined {
  return asText(asObject(attachment["payload"])["title"]) ?? asText(attachment["title"]);
}

/** Who writes a web address gets its preview attached; what they said is still the text. */
function isPreviewOf({ kind, url }: InboundAttachment, text: string): boolean {
  return kind === "fallback" && (url === undefined || text.includes(url));
}
