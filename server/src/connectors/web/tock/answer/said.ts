import type { SaidEvent } from "#channel/host/connector-host.ts";
import type { LogEvent } from "#channel/log.ts";
import type { TockSettings } from "#connectors/web/tock/options.ts";
import { toContents } from "./to-contents.ts";
import type { WebMessage } from "#connectors/web/tock/wire.ts";
import { writeMessage } from "./write-message.ts";

/** Whether something is said by it that a client shows. Updates are shown as one more message: the kits know none. */
export function isSaid(event: LogEvent): event is SaidEvent {
  return event.type === "message" || event.type === "message.final" || event.type === "message.update";
}

/** One message as it is sent. `metadata`: what its story wants to be in that of the answer. */
export type Written = { message: WebMessage; metadata: Record<string, string> };

/** The messages of an event, in order. */
export function writeEvent(
  { messageId, message }: SaidEvent,
  { texts }: Pick<TockSettings, "texts">,
  withSources = false,
): Written[] {
  return toContents(message, texts).contents.map(({ metadata = {}, ...content }) => ({
    message: writeMessage(content, { actionId: messageId, withSources }),
    metadata,
  }));
}

/** The event that a message answers; undefined: none, or it is not known. */
export function turnOf(event: Extract<LogEvent, { messageId: string }>): number | undefined {
  if ("of" in event && event.of !== undefined) return event.of;
  // Ids of an answer's messages hold the number of the event that it answers.
  const seq = /\/(\d+)\.\d+[\w-]*$/.exec(event.messageId)?.[1];
  return seq === undefined ? undefined : Number(seq);
}
