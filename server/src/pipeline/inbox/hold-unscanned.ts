import type { EventContent, InboundAttachment, InboundEvent } from "#channel/event.ts";

/** What may name files that a person has sent. */
export type WithFiles = Extract<EventContent, { type: "attachment" | "overheard" }>;

/**
 * The event as the log has it where there is a scanner: a file that it has not looked at stands there as `unscanned`. Stories, the desk and all else
 * read `blob`, so none of them can have it before, whenever they read the log.
 */
export function holdUnscanned(event: InboundEvent): InboundEvent {
  const { content } = event;
  if (!mayHaveFiles(content) || content.attachments === undefined) return event;
  return { ...event, content: { ...content, attachments: content.attachments.map(hold) } };
}

export function mayHaveFiles(content: EventContent): content is WithFiles {
  return content.type === "attachment" || content.type === "overheard";
}

function hold(attachment: InboundAttachment): InboundAttachment {
  const { blob, scanned, ...rest } = attachment;
  if (blob === undefined) return rest;
  return scanned === true ? { ...rest, blob } : { ...rest, unscanned: blob };
}
