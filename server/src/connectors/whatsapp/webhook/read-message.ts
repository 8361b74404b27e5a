import type { EventContent, InboundAttachment } from "#channel/event.ts";
import { cleanFileName } from "#channel/kit/clean-file-name.ts";
import { type JsonObject, asId, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import { isOnMap } from "#channel/message/location.ts";
import type { InboundContent } from "./inbound.ts";
import { readContacts, readFlow, readOrder } from "./read-forms.ts";

/** What a person's message says. Undefined: nothing here acts on it. */
export function readMessage(message: JsonObject): InboundContent | undefined {
  const content = readContent(message);
  const replyTo = asText(asObject(message["context"])["id"]);
  const isReply = replyTo !== undefined && (content?.type === "text" || content?.type === "attachment");
  return isReply ? { ...content, replyTo } : content;
}

function readContent(message: JsonObject): InboundContent | undefined {
  const type = asText(message["type"]) ?? "";
  const body = asObject(message[type]);
  switch (type) {
    case "text":
      return readText(body["body"]);
    case "image":
    case "video":
    case "audio":
    case "sticker":
    case "document":
      return readFile(type === "document" ? "file" : type, body);
    case "location":
      return readLocation(body);
    case "interactive":
      return readInteractive(body);
    case "button":
      // Of a template: what its author has entered at Meta.
      return readTap(asText(body["payload"]), asText(body["text"]));
    case "reaction":
      return readReaction(body);
    case "contacts":
      return readContacts(asList(message["contacts"]).map(asObject), asText(message["origin"]));
    case "order":
      return readOrder(body);
    case "request_welcome":
      return { type: "start" };
    case "edit":
      return readEdit(body);
    case "revoke":
      return readRevocation(body);
    case "unsupported":
    case "unknown":
      // Meta does not say what it is. The person has sent something, and gets an answer.
      return { type: "attachment", attachments: [{ kind: "unsupported" }] };
    default:
      return undefined;
  }
}

function readText(given: unknown): EventContent | undefined {
  const text = asText(given);
  return text === undefined ? undefined : { type: "text", text };
}

/** Meta keeps the file under its id; `fetchFiles` brings it. */
function readFile(kind: string, file: JsonObject): EventContent {
  const id = asId(file["id"]);
  const mediaType = asText(file["mime_type"])?.split(";", 1)[0]?.trim().toLowerCase();
  const name = asText(file["filename"]);
  const attachment: InboundAttachment = {
    kind,
    ...(id === undefined ? {} : { id }),
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(name === undefined ? {} : { name: cleanFileName(name, mediaType ?? "") }),
  };
  const caption = asText(file["caption"]);
  return { type: "attachment", attachments: [attachment], ...(caption === undefined ? {} : { text: caption }) };
}

function readLocation(location: JsonObject): EventContent | undefined {
  const { latitude, longitude } = location;
  if (typeof latitude !== "number" || typeof longitude !== "number" || !isOnMap({ latitude, longitude }))
    return undefined;
  const words = [asText(location["name"]), asText(location["address"])].filter((part) => part !== undefined);
  return { type: "location", latitude, longitude, ...(words.length === 0 ? {} : { title: words.join(", ") }) };
}

function readInteractive(interactive: JsonObject): InboundContent | undefined {
  const type = asText(interactive["type"]) ?? "";
  const reply = asObject(interactive[type]);
  if (type === "nfm_reply") return readFlow(reply);
  if (type !== "button_reply" && type !== "list_reply") return undefined;
  return readTap(asText(reply["id"]), asText(reply["title"]));
}

function readTap(id: string | undefined, title: string | undefined): InboundContent | undefined {
  if (id === undefined) return title === undefined ? undefined : { type: "text", text: title };
  return { type: "tap", id, title: title ?? "" };
}

/** Without an emoji it was taken away. */
function readReaction(reaction: JsonObject): EventContent | undefined {
  const messageId = asText(reaction["message_id"]);
  const emoji = asText(reaction["emoji"]) ?? "";
  return messageId === undefined ? undefined : { type: "reaction", messageId, emoji, added: emoji !== "" };
}

function readEdit(edit: JsonObject): EventContent | undefined {
  const messageId = asText(edit["original_message_id"]);
  const message = asObject(edit["message"]);
  const text = asText(asObject(message["text"])["body"]);
  return messageId === undefined || text === undefined ? undefined : { type: "edited", messageId, text };
}

function readRevocation(revocation: JsonObject): EventContent | undefined {
  const messageId = asText(revocation["original_message_id"]);
  return messageId === undefined ? undefined : { type: "deleted", messageId };
}

/** An advertisement or a post by which the person came, in front of what they wrote. */
export function readReferral(referral: JsonObject): EventContent | undefined {
  if (Object.keys(referral).length === 0) return undefined;
  const source = asText(referral["source_type"]);
  const adId = asId(referral["source_id"]);
  return {
    type: "referral",
    ref: "",
    ...(source === undefined ? {} : { source }),
    ...(adId === undefined ? {} : { adId }),
  };
}
