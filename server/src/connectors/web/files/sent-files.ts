import type { SentFile } from "@causerie/protocol";
import type { InboundAttachment } from "#channel/event.ts";
import type { ConversationLog, LogEvent } from "#channel/log.ts";
import { fileId, type FilePosition } from "./file-links.ts";

/** A file of the log that can be served. */
export type KeptFile = { blob: string; name: string; mediaType: string };

/** The files of an event as a page gets them. Undefined: not all of them are kept here. */
export function toSentFiles(seq: number, attachments: readonly InboundAttachment[]): SentFile[] | undefined {
  const files = attachments.flatMap(({ blob, name, mediaType, bytes, alt, width, height }, index) =>
    blob === undefined || name === undefined || mediaType === undefined || bytes === undefined
      ? []
      : [
          {
            id: fileId(seq, index),
            name,
            mediaType,
            bytes,
            ...(alt === undefined ? {} : { alt }),
            ...(width === undefined || height === undefined ? {} : { width, height }),
          },
        ],
  );
  return files.length === attachments.length ? files : undefined;
}

/** What the log says now: a message that was taken back or deleted has no files. */
export async function findFile(
  log: Pick<ConversationLog, "read">,
  { conversationId, seq, index }: FilePosition,
): Promise<KeptFile | undefined> {
  const [event] = await log.read(conversationId, seq - 1, 1);
  const { blob, name, mediaType } = (event?.seq === seq ? filesOf(event)[index] : undefined) ?? {};
  return blob === undefined || name === undefined || mediaType === undefined ? undefined : { blob, name, mediaType };
}

/** Of the visitor, or the one that a story has made. */
function filesOf(event: LogEvent): readonly Partial<KeptFile>[] {
  switch (event.type) {
    case "visitor":
      return event.content.type === "attachment" ? event.content.attachments : [];
    case "message":
    case "message.update":
    case "message.final":
      return event.message.type === "media" && event.message.media.file !== undefined ? [event.message.media.file] : [];
    case "message.start":
    case "turn.end":
      return [];
  }
}
