import type { limits } from "#connectors/x/limits.ts";

export type MediaCategory = { readonly name: string; readonly size: keyof typeof limits.upload };

/** What X takes in direct messages. Undefined: not this, e.g. a PDF or a sound. */
export function categoryOf(mediaType: string): MediaCategory | undefined {
  switch (mediaType) {
    case "image/jpeg":
    case "image/png":
    case "image/webp":
      return { name: "dm_image", size: "image" };
    case "image/gif":
      return { name: "dm_gif", size: "gif" };
    case "video/mp4":
    case "video/quicktime":
      return { name: "dm_video", size: "video" };
    default:
      return undefined;
  }
}
