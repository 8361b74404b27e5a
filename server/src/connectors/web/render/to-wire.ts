import type { ClientContent, LinkMark, LogEvent as WireEvent } from "@causerie/protocol";
import type { EventContent } from "#channel/event.ts";
import type { LogEvent } from "#channel/log.ts";
import { toSentFiles } from "#connectors/web/files/sent-files.ts";
import { type ToFileUrl, toWireMessage } from "./own-file.ts";

/** What a message is marked with that has a link to preview. */
export type MarkOf = (event: LogEvent) => LinkMark | undefined;

/** Translates an event of the log to the protocol. Its losses were reported when the event was committed. */
export function toWire(event: LogEvent, toFileUrl: ToFileUrl, markOf?: MarkOf): WireEvent {
  switch (event.type) {
    case "visitor": {
      // Who did it is no page's business but their own, and neither is what another page said of itself.
      const { from: _from, context: _context, ...rest } = event;
      if (event.content.type === "team_read") return toReceipt(event, event.content);
      const content = toWireContent(event.content, event.seq);
      return content === undefined ? { type: "note", seq: event.seq, at: event.at } : { ...rest, content };
    }
    case "message":
    case "message.update":
    case "message.final": {
      // Which event it answers, and what that meant, is the server's own business: the page has the order.
      const { of: _of, intent: _intent, ...shown } = event;
      const message = toWireMessage(event, toFileUrl);
      if (message.type !== "text") return { ...shown, message };
      const preview = markOf?.(event);
      return { ...shown, message: preview === undefined ? message : { ...message, preview } };
    }
    case "turn.end": {
      // Whoever has sent the notification is told, and the team: not the page.
      const { result: _result, about: _about, ...shown } = event;
      return shown;
    }
    case "message.start": {
      const { intent: _intent, ...shown } = event;
      return shown;
    }
  }
}

function toReceipt({ seq, at }: LogEvent, { name }: { name?: string }): WireEvent {
  return { type: "read", seq, at, ...(name === undefined ? {} : { name }) };
}

/** Other channels have longer scales. */
function isScore(score: number | undefined): score is 1 | 2 | 3 | 4 | 5 {
  return score !== undefined && [1, 2, 3, 4, 5].includes(score);
}

/** The content as a web visitor could have sent it. Undefined for an event that is not shown on the screen. */
function toWireContent(content: EventContent, seq: number): ClientContent | undefined {
  switch (content.type) {
    case "text":
      return {
        type: "text",
        text: content.text,
        ...(content.replaces === undefined ? {} : { replaces: content.replaces }),
      };
    case "feedback": {
      const { score, ...rest } = content;
      return isScore(score) ? { ...rest, score } : rest;
    }
    case "postback":
    case "start":
    case "referral":
    case "location":
    case "end":
      return content;
    case "attachment": {
      const files = toSentFiles(seq, content.attachments);
      if (files !== undefined)
        return { type: "files", files, ...(content.text === undefined ? {} : { text: content.text }) };
      // Of what is not kept here the names are shown as text.
      const names = content.attachments.map(({ title, url, kind }) => title ?? url ?? kind);
      return { type: "text", text: [content.text ?? "", ...names].filter((part) => part !== "").join("\n") };
    }
    case "optin":
    case "account_linking":
    case "channel_linked":
    case "channel_event":
    case "edited":
    case "deleted":
    case "reaction":
    case "identity_change":
    case "handover":
    case "handover_request":
    case "overheard":
    case "team_read":
    case "team":
    case "notification":
      return undefined;
  }
}
