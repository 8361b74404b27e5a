import type { EventContent, InboundAttachment } from "#channel/event.ts";
import { type JsonObject, asList, asObject, asText } from "./json.ts";
import type { Payloads } from "./payload.ts";

/** What a message of the person says; undefined when it says nothing, such as a message that was taken back. */
export function readMessage(message: JsonObject, payloads: Payloads): EventContent | undefined {
  if (message["is_deleted"] === true || message["is_unsupported"] === true) return undefined;
  const text = asText(message["text"]);
  const quickReply = asText(asObject(message["quick_reply"])["payload"]);
  if (quickReply !== undefined) return readQuickReply(quickReply, text, payloads);
  const attachments = asList(message["attachments"]).flatMap((item) => readAttachment(asObject(item)));
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
  const title = asText(payload["title"]) ?? asText(attachment["title"]) ?? readPlace(payload);
  // Until August 2026 Meta sent stickers as images.
  const kind = type === "image" && payload["sticker_id"] !== undefined ? "sticker" : type;
  return [{ kind, ...(url === undefined ? {} : { url }), ...(title === undefined ? {} : { title }) }];
}

function readPlace(payload: JsonObject): string | undefined {
  const { lat, long } = asObject(payload["coordinates"]);
  return typeof lat === "number" && typeof long === "number" ? `${lat}, ${long}` : undefined;
}

/** Who writes a web address gets its preview attached; what they said is still the text. */
function isPreviewOf({ kind, url }: InboundAttachment, text: string): boolean {
  return kind === "fallback" && (url === undefined || text.includes(url));
}
