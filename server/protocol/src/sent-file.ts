import * as v from "valibot";
import { plainContents } from "./client-message.ts";
import { limits } from "./limits.ts";

/** A file that was uploaded before, as a message names it. `alt`: what it shows, for those who cannot see it. */
export const fileToSendSchema = v.object({
  uploadId: v.pipe(v.string(), v.minLength(1), v.maxLength(limits.messageIdLength)),
  alt: v.exactOptional(v.pipe(v.string(), v.maxLength(limits.altLength))),
});
export type FileToSend = v.InferOutput<typeof fileToSendSchema>;

/** A file of a message in the log. It is read by a link, which `…/files/:id/link` gives. */
export const sentFileSchema = v.object({
  id: v.string(),
  /** As it may be shown and saved. */
  name: v.string(),
  mediaType: v.string(),
  bytes: v.number(),
  alt: v.optional(v.string()),
  /** Pixels of an image, where they are known. */
  width: v.optional(v.number()),
  height: v.optional(v.number()),
});
export type SentFile = v.InferOutput<typeof sentFileSchema>;

/** What a visitor has sent, as the log tells it. */
export const loggedContentSchema = v.variant("type", [
  ...plainContents,
  v.object({ type: v.literal("files"), files: v.array(sentFileSchema), text: v.exactOptional(v.string()) }),
]);
export type LoggedContent = v.InferOutput<typeof loggedContentSchema>;
