import type { Message } from "@causerie/protocol";
import type { LogEvent } from "#channel/log.ts";
import { fileId } from "#connectors/web/files/file-links.ts";
import { renderMessage } from "./render.ts";

/** Gives the address of the file in the event `seq`, for one reader and a short time. */
export type ToFileUrl = (seq: number) => string;

type Said = Extract<LogEvent, { type: "message" | "message.update" | "message.final" }>;

/** A file that a story has made is known to a page by its place in the log, as those of the visitor are, and by a link for the moment. */
export function toWireMessage({ seq, message: said }: Said, toFileUrl: ToFileUrl): Message {
  const { message } = renderMessage(said);
  if (message.type !== "media" || message.media.file === undefined || message.media.url !== "") return message;
  const { media } = message;
  return { ...message, media: { ...media, url: toFileUrl(seq), file: { ...message.media.file, id: fileId(seq, 0) } } };
}
