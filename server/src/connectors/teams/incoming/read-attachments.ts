import type { InboundAttachment } from "#channel/event.ts";
import { mediaTypes } from "#channel/media-types.ts";
import { cleanFileName } from "#channel/kit/clean-file-name.ts";
import { asList, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";

/** What came along with a message: files of a conversation with one person, and pictures. Of its words Teams sends a copy in HTML, too. */
export function attachmentsOf(activity: JsonObject): InboundAttachment[] {
  return asList(activity["attachments"]).map(asObject).flatMap(toAttachment);
}

const fileType = "application/vnd.microsoft.teams.file.download.info";

function toAttachment(given: JsonObject): InboundAttachment[] {
  const [type = "", name] = [asText(given["contentType"]), asText(given["name"])];
  if (type === fileType) {
    const content = asObject(given["content"]);
    const [url, id, extension = ""] = [
      asText(content["downloadUrl"]),
      asText(content["uniqueId"]),
      asText(content["fileType"]),
    ];
    return [
      {
        kind: kindOf(extension),
        ...(url === undefined ? {} : { url }),
        ...(id === undefined ? {} : { id }),
        ...(name === undefined ? {} : { name: cleanFileName(name, typeOf(extension)) }),
      },
    ];
  }
  const url = asText(given["contentUrl"]);
  const [kind = ""] = type.split("/", 1);
  if (url === undefined || !["image", "audio", "video"].includes(kind)) return [];
  return [
    {
      kind,
      url,
      // Of a picture that was pasted Teams does not say which kind it is.
      ...(type.endsWith("/*") ? {} : { mediaType: type }),
      ...(name === undefined ? {} : { name: cleanFileName(name, type) }),
    },
  ];
}

const extensions: Readonly<Record<string, readonly string[]>> = {
  image: ["png", "jpg", "jpeg", "gif", "webp", "heic", "bmp", "tiff"],
  audio: ["mp3", "wav", "ogg", "m4a", "aac", "flac"],
  video: ["mp4", "mov", "webm", "avi", "mkv"],
};

/** By the extension that Teams names, so that the file keeps it. */
function typeOf(extension: string): string {
  const small = extension.toLowerCase();
  const found = Object.entries(mediaTypes).find(([, { extensions: known }]) => known.includes(small));
  return found?.[0] ?? "application/octet-stream";
}

function kindOf(extension: string): string {
  const small = extension.toLowerCase();
  return Object.keys(extensions).find((kind) => extensions[kind]?.includes(small)) ?? "file";
}
