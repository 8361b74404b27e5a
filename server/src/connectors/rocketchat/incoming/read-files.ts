import type { InboundAttachment } from "#channel/event.ts";
import { cleanFileName } from "#channel/kit/clean-file-name.ts";
import { asList, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";

/** The files of a message: each is described by itself, and its path stands in an attachment. */
export function filesIn(message: JsonObject): InboundAttachment[] {
  const files = [...asList(message["files"]), message["file"]].map(asObject);
  const seen = new Set<string>();
  return files.flatMap((file): InboundAttachment[] => {
    const [id, type, name] = ["_id", "type", "name"].map((field) => asText(file[field]));
    if (id === undefined || seen.has(id)) return [];
    seen.add(id);
    const path = asList(message["attachments"])
      .map((attachment) => asText(asObject(attachment)["title_link"]) ?? "")
      .find((link) => link.startsWith(`/file-upload/${id}/`));
    // A picture that Rocket.Chat has made smaller for the screen.
    if (path === undefined) return [];
    const mediaType = type ?? "application/octet-stream";
    const [kind = ""] = mediaType.split("/", 1);
    return [
      {
        kind: ["image", "audio", "video"].includes(kind) ? kind : "file",
        id: path,
        mediaType,
        ...(name === undefined ? {} : { name: cleanFileName(name, mediaType) }),
      },
    ];
  });
}
