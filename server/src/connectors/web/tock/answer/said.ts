import type { SaidEvent } from "#channel/host/connector-host.ts";
import type { LogEvent } from "#channel/log.ts";
import type { BotMessage } from "#channel/message/message.ts";
import type { TockSettings } from "#connectors/web/tock/options.ts";
import { toContents } from "./to-contents.ts";
import type { WebMessage } from "#connectors/web/tock/wire.ts";
import { writeMessage } from "./write-message.ts";

/** Whether something is said by it that a client shows. Updates are shown as one more message: the kits know none. */
export function isSaid(event: LogEvent): event is SaidEvent {
  return event.type === "message" || event.type === "message.final" || event.type === "message.update";
}

/** One message as it is sent. `metadata`: what belongs to it in that of the answer. */
export type Written = { message: WebMessage; metadata: Record<string, string> };

/** The messages of an event, in order. */
export function writeEvent(event: SaidEvent, { texts }: Pick<TockSettings, "texts">, withSources = false): Written[] {
  const { messageId, message } = event;
  const shared = { ...withoutReserved(message.metadata), ...intentOf(event) };
  return toContents(message, texts).contents.map(({ metadata, ...content }) => ({
    message: writeMessage(content, { actionId: messageId, withSources }),
    metadata: { ...shared, ...metadata },
  }));
}

/** Tock's name for what the turn was understood as. */
export function intentOf({ intent }: { intent?: string }): { INTENT?: string } {
  return intent === undefined ? {} : { INTENT: intent };
}

/** By these names the kits join an answer with its events. */
const reserved: ReadonlySet<string> = new Set(["RESPONSE_ID", "TOCK_STREAM_RESPONSE", "LAST_ANSWER"]);

function withoutReserved(metadata: BotMessage["metadata"] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).filter(([name]) => !reserved.has(name)));
}
