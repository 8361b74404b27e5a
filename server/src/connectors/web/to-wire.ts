import type { ClientContent, LogEvent as WireEvent } from "@causerie/protocol";
import type { EventContent } from "#channel/event.ts";
import type { LogEvent } from "#channel/log.ts";
import { renderMessage } from "./render.ts";

/** An event of the log in the words of the protocol. What rendering loses was reported when the event was written. */
export function toWire(event: LogEvent): WireEvent {
  switch (event.type) {
    case "visitor":
      return { ...event, content: toWireContent(event.content) };
    case "message":
    case "message.final":
      return { ...event, message: renderMessage(event.message).message };
    case "message.start":
    case "turn.end":
      return event;
  }
}

function toWireContent(content: EventContent): ClientContent {
  if (content.type !== "attachment") return content;
  // Web visitors send none so far; in the log of one, it is shown by its names.
  const names = content.attachments.map(({ title, url, kind }) => title ?? url ?? kind);
  return { type: "text", text: [content.text ?? "", ...names].filter((part) => part !== "").join("\n") };
}
