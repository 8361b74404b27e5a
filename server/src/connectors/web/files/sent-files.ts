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
  const attachment = attachmentsOf(event, seq)[index];
  const { blob, name, mediaType } = attachment ?? {};
  return blob === undefined || name === undefined || mediaType === undefined ? undefined : { blob, name, mediaType };
}

function attachmentsOf(event: LogEvent | undefined, seq: number): readonly InboundAttachment[] {
  if (event?.type !== "visitor" || event.seq !== seq || event.content.type !== "attachment") return [];
  return event.content.attachments;
}
