import type { InboundAttachment } from "#channel/event.ts";
import { cleanFileName } from "#channel/kit/clean-file-name.ts";
import { asList, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { isId } from "./where.ts";

/**
 * The files of a message: each is described by itself, and its path stands in an attachment. The path is written anew: its end is the name that
 * the person has given the file, and with dots and slashes it would lead to anything that the bot may read.
 */
export function filesIn(message: JsonObject): InboundAttachment[] {
  const files = [...asList(message["files"]), message["file"]].map(asObject);
  const seen = new Set<string>();
  return files.flatMap((file): InboundAttachment[] => {
    const [id, type, name] = ["_id", "type", "name"].map((field) => asText(file[field]));
    if (!isId(id) || /^\.+$/.test(id) || seen.has(id)) return [];
    seen.add(id);
    const isShown = asList(message["attachments"])
      .map((attachment) => asText(asObject(attachment)["title_link"]) ?? "")
      .some((link) => link.startsWith(`/file-upload/${id}/`));
    // Else a picture that Rocket.Chat has made smaller for the screen.
    if (!isShown) return [];
    const mediaType = type ?? "application/octet-stream";
    const [kind = ""] = mediaType.split("/", 1);
    return [
      {
        kind: ["image", "audio", "video"].includes(kind) ? kind : "file",
        id: `/file-upload/${id}/file`,
        mediaType,
        ...(name === undefined ? {} : { name: cleanFileName(name, mediaType) }),
      },
    ];
  });
}
