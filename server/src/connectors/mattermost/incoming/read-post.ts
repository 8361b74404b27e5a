import type { EventContent, InboundAttachment } from "#channel/event.ts";
import { cleanFileName } from "#channel/kit/clean-file-name.ts";
import { asList, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { isId } from "#connectors/mattermost/ids.ts";

/** What a post says, with what came along. Undefined: neither words nor files. */
export function contentOf(post: JsonObject, text: string): EventContent | undefined {
  const words = text.trim();
  const attachments = filesIn(post);
  if (attachments.length > 0) return { type: "attachment", attachments, ...(words === "" ? {} : { text: words }) };
  return words === "" ? undefined : { type: "text", text: words };
}

/** Mattermost describes files beside the post; where it does not, their ids are all that is known. */
function filesIn(post: JsonObject): InboundAttachment[] {
  const described = asList(asObject(post["metadata"])["files"]).map(asObject);
  const ids = asList(post["file_ids"]).flatMap((id) => (typeof id === "string" && isId(id) ? [id] : []));
  return ids.map((id) => toAttachment(id, described.find((file) => file["id"] === id) ?? {}));
}

function toAttachment(id: string, file: JsonObject): InboundAttachment {
  const mediaType = (asText(file["mime_type"]) ?? "application/octet-stream").split(";", 1)[0] ?? "";
  const name = asText(file["name"]);
  const [kind = ""] = mediaType.split("/", 1);
  return {
    kind: ["image", "audio", "video"].includes(kind) ? kind : "file",
    id,
    mediaType,
    ...(name === undefined ? {} : { name: cleanFileName(name, mediaType) }),
    ...numbers(file),
  };
}

function numbers({ size, width, height }: JsonObject): Pick<InboundAttachment, "bytes" | "width" | "height"> {
  const isCount = (value: unknown): value is number =>
    typeof value === "number" && Number.isSafeInteger(value) && value > 0;
  return {
    ...(isCount(size) ? { bytes: size } : {}),
    ...(isCount(width) ? { width } : {}),
    ...(isCount(height) ? { height } : {}),
  };
}
