import type { LogEvent } from "#channel/log.ts";

/** The event that a message answers; undefined: none, or it is not known. */
export function turnOf(event: Extract<LogEvent, { messageId: string }>): number | undefined {
  if ("of" in event && event.of !== undefined) return event.of;
  // Ids of an answer's messages hold the number of the event that it answers.
  const seq = /\/(\d+)\.\d+[\w-]*$/.exec(event.messageId)?.[1];
  return seq === undefined ? undefined : Number(seq);
}
