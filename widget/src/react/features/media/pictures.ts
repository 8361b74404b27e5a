import type { Entry } from "#chat/chat.ts";
import { type ShownFile, shownFiles } from "#chat/files/shown-file.ts";
import { safeMediaUrl } from "#react/message/safe-url.ts";
import type { PictureId } from "#react/seams/feature.ts";

/** A picture of the thread, with its address or as a file of the server. */
export type Picture = PictureId & { alt: string; caption: string; file?: ShownFile };

/** All pictures of the thread that are more than decoration, the oldest first. */
export function picturesOf(entries: readonly Entry[]): Picture[] {
  return entries.flatMap((entry): Picture[] => {
    const entryKey = entry.key;
    if (entry.type === "visitor") {
      const { content } = entry;
      if (content.type !== "files") return [];
      const caption = content.text ?? "";
      return shownFiles(content.files).flatMap((file, index) =>
        file.mediaType.startsWith("image/") && file.id !== undefined
          ? [{ entryKey, index, alt: file.alt || file.name, caption, file }]
          : [],
      );
    }
    const { message } = entry;
    if (message.type !== "media" || message.media.kind !== "image") return [];
    const { alt, file } = message.media;
    const url = safeMediaUrl(message.media.url);
    if (url === undefined || alt === "") return [];
    const shown = { entryKey, alt, caption: message.caption ?? "" };
    // The link in the message may be over by the time the picture is looked at.
    return file === undefined ? [{ ...shown, url }] : shownFiles([file]).map((each) => ({ ...shown, file: each }));
  });
}

export function isSame(one: PictureId, other: PictureId): boolean {
  return one.entryKey === other.entryKey && one.index === other.index;
}
