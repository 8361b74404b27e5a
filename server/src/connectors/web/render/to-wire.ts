import type { ClientContent, LogEvent as WireEvent } from "@causerie/protocol";
import type { EventContent } from "#channel/event.ts";
import type { LogEvent } from "#channel/log.ts";
import { renderMessage } from "./render.ts";

/** An event of the log in the words of the protocol. What rendering loses was reported when the event was written. */
export function toWire(event: LogEvent): WireEvent {
  switch (event.type) {
    case "visitor": {
      const content = toWireContent(event.content);
      return content === undefined ? { type: "note", seq: event.seq, at: event.at } : { ...event, content };
    }
    case "message":
    case "message.final":
      return { ...event, message: renderMessage(event.message).message };
    case "message.start":
    case "turn.end":
      return event;
  }
}

/** What a web visitor could have said; undefined for what is nobody's words and has no place on the screen. */
function toWireContent(content: EventContent): ClientContent | undefined {
  switch (content.type) {
    case "text":
    case "postback":
    case "start":
    case "referral":
    case "location":
    case "feedback":
    case "end":
      return content;
    case "attachment": {
      // Web visitors send none so far; in the log of one, it is shown by its names.
      const names = content.attachments.map(({ title, url, kind }) => title ?? url ?? kind);
      return { type: "text", text: [content.text ?? "", ...names].filter((part) => part !== "").join("\n") };
    }
    case "optin":
    case "handover":
    case "notification":
      return undefined;
  }
}
