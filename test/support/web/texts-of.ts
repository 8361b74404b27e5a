import type { LogEvent } from "@causerie/protocol";

/** The texts that the bot has said in a conversation, in order. */
export function textsOf(events: readonly LogEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === "message" && event.message.type === "text" ? [event.message.text] : [],
  );
}
