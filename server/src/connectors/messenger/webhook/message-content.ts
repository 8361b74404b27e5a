import type { EventContent, InboundAttachment } from "#channel/event.ts";
import { isOnMap } from "#channel/location.ts";
import { type JsonObject, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import { readTap } from "./read-tap.ts";
import type { Payloads } from "#connectors/messenger/payload.ts";

/** The content of a person's message. Undefined when it has none, e.g. when the person has deleted it. */
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

/** The e-mail address or phone number that the person chose is its own payload. */
function readQuickReply(payload: string, text: string | undefined, payloads: Payloads): EventContent {
  if (text === payload) return { type: "text", text };
  const tap = readTap(payload, text, payloads);
  return tap.type === "postback" && tap.label === "" ? { type: "text", text: payload } : tap;
}

/** Reads attachments of any kind, known or new. An attachment without a type is skipped. */
function readAttachment(attachment: JsonObject): InboundAttachment[] {
  const type = asText(attachment["type"]);
  if (type === undefined) return [];
  const payload = asObject(attachment["payload"]);
  const url = asText(payload["url"]);
  const coordinates = readCoordinates(attachment);
  const coordinatesAsText = coordinates === undefined ? undefined : `${coordinates.latitude}, ${coordinates.longitude}`;
  const title = readTitle(attachment) ?? coordinatesAsText;
  // Until August 2026 Meta sent stickers as images.
  const kind = type === "image" && payload["sticker_id"] !== undefined ? "sticker" : type;
  return [{ kind, ...(url === undefined ? {} : { url }), ...(title === undefined ? {} : { title }) }];
}

/** A shared location, in the form that older Messenger apps send. */
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

/** Meta attaches a preview to a text with a web address. The message is still only that text. */
function isPreviewOf({ kind, url }: InboundAttachment, text: string): boolean {
  return kind === "fallback" && (url === undefined || text.includes(url));
}
