import type { EventContent, InboundAttachment } from "#channel/event.ts";
import { cleanFileName } from "#channel/kit/clean-file-name.ts";
import { asList, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { toWords } from "#connectors/slack/words.ts";

/** What a message says, with what came along. Undefined: neither words nor files. */
export function contentOf(message: JsonObject, text: string): EventContent | undefined {
  const words = toWords(text).trim();
  const attachments = asList(message["files"]).map(asObject).flatMap(toAttachment);
  if (attachments.length > 0) return { type: "attachment", attachments, ...(words === "" ? {} : { text: words }) };
  return words === "" ? undefined : { type: "text", text: words };
}

/** A file that was deleted meanwhile has left a stone only. */
function toAttachment(file: JsonObject): InboundAttachment[] {
  const { mode, size } = file;
  if (mode === "tombstone" || mode === "hidden_by_limit") return [];
  const [id, url] = [asText(file["id"]), asText(file["url_private_download"]) ?? asText(file["url_private"])];
  const mediaType = asText(file["mimetype"]) ?? "application/octet-stream";
  const name = asText(file["name"]);
  const alt = asText(file["alt_txt"]);
  return [
    {
      kind: kindOf(mediaType, file["subtype"]),
      mediaType,
      ...(url === undefined ? {} : { url }),
      ...(id === undefined ? {} : { id }),
      ...(name === undefined ? {} : { name: cleanFileName(name, mediaType) }),
      ...(alt === undefined ? {} : { alt }),
      ...(typeof size === "number" && Number.isSafeInteger(size) ? { bytes: size } : {}),
    },
  ];
}

/** Slack gives voice messages the type of a film. */
function kindOf(mediaType: string, subtype: unknown): string {
  if (subtype === "slack_audio") return "audio";
  const [kind = ""] = mediaType.split("/", 1);
  return ["image", "audio", "video"].includes(kind) ? kind : "file";
}
