import type { EventContent, InboundAttachment } from "#channel/event.ts";
import { isOnMap } from "#channel/message/location.ts";
import { type JsonObject, asId, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import { readTap } from "./read-tap.ts";
import type { Payloads } from "#connectors/messenger/payload.ts";

/** The content of a person's message. Undefined when it has none. */
export function readMessage(message: JsonObject, payloads: Payloads): EventContent | undefined {
  const content = readWords(message, payloads);
  const replyTo = asText(asObject(message["reply_to"])["mid"]);
  const isReply = replyTo !== undefined && (content?.type === "text" || content?.type === "attachment");
  return isReply ? { ...content, replyTo } : content;
}

function readWords(message: JsonObject, payloads: Payloads): EventContent | undefined {
  if (message["is_deleted"] === true) {
    const messageId = asText(message["mid"]);
    return messageId === undefined ? undefined : { type: "deleted", messageId };
  }
  // Meta does not say what it is. The person has sent something, and gets an answer.
  if (message["is_unsupported"] === true) return { type: "attachment", attachments: [{ kind: "unsupported" }] };
  const text = asText(message["text"]);
  const quickReply = asText(asObject(message["quick_reply"])["payload"]);
  if (quickReply !== undefined) return readQuickReply(quickReply, text, payloads);
  const command = asText(asObject(asList(message["commands"])[0])["name"]);
  if (command !== undefined) return readTap(command, text ?? command, payloads);
  const given = asList(message["attachments"]).map(asObject);
  const location = text === undefined && given.length === 1 ? readLocation(given[0] ?? {}) : undefined;
  if (location !== undefined) return location;
  const attachments = given.flatMap(readAttachment);
  if (attachments.length === 0 || (text !== undefined && attachments.every((item) => isPreviewOf(item, text)))) {
    return text === undefined ? undefined : { type: "text", text };
  }
  const words = text ?? (attachments.every(isLike) ? "👍" : undefined);
  return { type: "attachment", attachments, ...(words === undefined ? {} : { text: words }) };
}

/** The e-mail address or phone number that the person chose is its own payload. */
function readQuickReply(payload: string, text: string | undefined, payloads: Payloads): EventContent {
  if (text === payload) return { type: "text", text, ...personalOf(text) };
  const tap = readTap(payload, text, payloads);
  return tap.type === "postback" && tap.label === "" ? { type: "text", text: payload, ...personalOf(payload) } : tap;
}

/** Meta does not say which of the two it was. Another app's button may have its own words as payload. */
function personalOf(text: string): { personal?: "email" | "phone" } {
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return { personal: "email" };
  return /^\+?[\d ().-]{5,30}$/.test(text) ? { personal: "phone" } : {};
}

/** Reads attachments of any kind, known or new. An attachment without a type is skipped. */
function readAttachment(attachment: JsonObject): InboundAttachment[] {
  const type = asText(attachment["type"]);
  if (type === undefined) return [];
  const payload = asObject(attachment["payload"]);
  const items = readItems(type, payload);
  if (items.length > 0) return items;
  // Older forms have the address beside the payload, which may be null.
  const url = asText(payload["url"]) ?? asText(attachment["url"]);
  const coordinates = readCoordinates(attachment);
  const coordinatesAsText = coordinates === undefined ? undefined : `${coordinates.latitude}, ${coordinates.longitude}`;
  const id = asId(payload["sticker_id"]);
  // Until August 2026 Meta sent stickers as images.
  const kind = type === "image" && id !== undefined ? "sticker" : type;
  return [toAttachment(kind, { url, title: readTitle(attachment) ?? coordinatesAsText, id })];
}

/** What a shared template shows: the products of a shop, or the cards of a carousel. */
function readItems(type: string, payload: JsonObject): InboundAttachment[] {
  const products = asList(asObject(payload["product"])["elements"]).map(asObject);
  const cards = asList(payload["elements"]).map(asObject);
  return [
    ...products.map((product) => readItem("product", product)),
    ...cards.map((card) => readItem(type, card)),
  ].filter(({ url, title, id }) => url !== undefined || title !== undefined || id !== undefined);
}

function readItem(kind: string, item: JsonObject): InboundAttachment {
  const titles = [asText(item["title"]), asText(item["subtitle"])].filter((text) => text !== undefined);
  const url = asText(item["url"]) ?? asText(item["item_url"]) ?? asText(item["image_url"]);
  const title = titles.length === 0 ? undefined : titles.join(", ");
  return toAttachment(kind, { url, title, id: asId(item["retailer_id"]) ?? asId(item["id"]) });
}

function toAttachment(
  kind: string,
  given: { [Name in "url" | "title" | "id"]: string | undefined },
): InboundAttachment {
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return { kind, ...(Object.fromEntries(known) as Omit<InboundAttachment, "kind">) };
}

/** The thumb beside the field for the text, in its three sizes. */
const likes = new Set(["369239263222822", "369239343222814", "369239383222810"]);

function isLike({ kind, id }: InboundAttachment): boolean {
  return kind === "sticker" && id !== undefined && likes.has(id);
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
