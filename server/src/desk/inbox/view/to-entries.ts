import type { DeskEntry, DeskFile } from "@causerie/protocol/desk";
import type { EventContent, InboundAttachment } from "#channel/event.ts";
import type { LogEvent } from "#channel/log.ts";
import type { BotMessage } from "#channel/message/message.ts";
import { choicesOf, toPlainText } from "#channel/message/plain-text.ts";
import type { DeliveryState } from "./delivery-state.ts";

/** What a log's events need besides, to be shown. `fileUrl`: where file `index` of event `seq` is read. */
export type EntryParts = {
  fileUrl: (seq: number, index: number) => string;
  /** Of messages that the channel has to deliver, by their id. */
  deliveries: ReadonlyMap<string, DeliveryState>;
};

/**
 * A part of a log as an operator reads it: what was said, by whom, and what was done to the conversation. The beginning of a text that is still
 * being written, and the ends of turns, are nothing to read; what is updated later stands as it is now.
 */
export function toEntries(events: readonly LogEvent[], parts: EntryParts): DeskEntry[] {
  const refused = new Set(
    events.flatMap((event) => (event.type === "turn.end" && event.result?.blocked !== undefined ? [event.of] : [])),
  );
  const updated = new Map(
    events.flatMap((event) => (event.type === "message.update" ? [[event.messageId, event]] : [])),
  );
  return events.flatMap((event): DeskEntry[] => {
    switch (event.type) {
      case "visitor":
        return ofVisitor(event, parts, refused.has(event.seq));
      case "message":
      case "message.final": {
        const { message } = updated.get(event.messageId) ?? event;
        return [ofMessage(event, message, parts)];
      }
      case "message.update":
      case "message.start":
      case "turn.end":
        return [];
    }
  });
}

function ofMessage(
  event: Extract<LogEvent, { type: "message" | "message.final" }>,
  message: BotMessage,
  { deliveries, fileUrl }: EntryParts,
): DeskEntry {
  const { seq, at, author, intent, messageId } = event;
  const choices = choicesOf(message).map(({ label }) => label);
  const delivery = deliveries.get(messageId);
  const file = message.type === "media" ? toFile(message.media, fileUrl(seq, 0)) : undefined;
  return {
    seq,
    at,
    by: { role: author.role, ...named(author) },
    kind: message.type,
    text: toPlainText(message),
    ...(choices.length === 0 ? {} : { choices }),
    ...(file === undefined ? {} : { files: [file] }),
    ...(intent === undefined ? {} : { intent }),
    ...(delivery === undefined ? {} : { delivery }),
  };
}

function named(author: { id?: string; name?: string }): { id?: string; name?: string } {
  return {
    ...(author.id === undefined ? {} : { id: author.id }),
    ...(author.name === undefined ? {} : { name: author.name }),
  };
}

function toFile(media: Extract<BotMessage, { type: "media" }>["media"], url: string): DeskFile {
  const { kind, alt, file, name = file?.name ?? kind } = media;
  return {
    name,
    mediaType: file?.mediaType ?? kind,
    alt,
    ...(file === undefined ? { url: media.url ?? "" } : { url, bytes: file.bytes }),
  };
}

function ofVisitor(
  { seq, at, content, from }: Extract<LogEvent, { type: "visitor" }>,
  { fileUrl }: EntryParts,
  isRefused: boolean,
): DeskEntry[] {
  const name = from?.profile?.name;
  const visitor = { role: "visitor" as const, ...(name === undefined ? {} : { name }) };
  if (content.type === "team") return ofTeam({ seq, at, content }, isRefused);
  if (content.type === "overheard" && content.by === "agent")
    return [{ seq, at, by: { role: "agent" }, kind: "text", text: content.text }];
  const text = textOf(content);
  const files = content.type === "attachment" ? content.attachments : [];
  const shown = files.map((file, index) => toSentFile(file, fileUrl(seq, index)));
  return [
    {
      seq,
      at,
      by: isByVisitor(content) ? visitor : { role: "system" },
      kind: content.type === "postback" ? "tap" : content.type,
      text,
      ...(shown.length === 0 ? {} : { files: shown }),
    },
  ];
}

/** What the team has said stands there as a message; only what was not said is shown by the act itself. */
function ofTeam(
  { seq, at, content: { act } }: { seq: number; at: number; content: Extract<EventContent, { type: "team" }> },
  isRefused: boolean,
): DeskEntry[] {
  const isSpoken = act.type === "say" || act.type === "send";
  if (act.type === "notice" || (isSpoken && !isRefused)) return [];
  const by = { role: isSpoken ? ("agent" as const) : ("system" as const), id: act.by.id, name: act.by.name };
  const text = act.type === "say" ? act.text : act.type === "send" ? act.file.name : "";
  return [{ seq, at, by, kind: `team.${act.type}`, text, ...(isRefused ? { refused: true as const } : {}) }];
}

function isByVisitor({ type }: EventContent): boolean {
  return type !== "notification" && type !== "handover" && type !== "handover_request" && type !== "team_read";
}

function textOf(content: EventContent): string {
  switch (content.type) {
    case "text":
    case "edited":
    case "overheard":
      return content.text;
    case "postback":
      return content.label;
    case "attachment":
      return content.text ?? "";
    case "location":
      return [content.title ?? "", `${content.latitude}, ${content.longitude}`]
        .filter((part) => part !== "")
        .join(": ");
    case "feedback":
      return [content.score ?? content.value, content.comment ?? ""].filter((part) => part !== "").join(": ");
    case "reaction":
      return content.emoji;
    case "handover":
    case "handover_request":
      return content.summary ?? "";
    case "referral":
    case "optin":
      return content.ref;
    case "channel_linked":
      return content.channel;
    case "channel_event":
      return content.name;
    case "notification":
      return "";
    case "team_read":
      return content.name ?? "";
    case "start":
    case "account_linking":
    case "deleted":
    case "identity_change":
    case "end":
    case "team":
      return "";
  }
}

function toSentFile(
  { kind, name, title, mediaType, bytes, alt, blob, url, missing }: InboundAttachment,
  own: string,
): DeskFile {
  const address = blob === undefined ? (missing === undefined ? url : undefined) : own;
  return {
    name: name ?? title ?? kind,
    mediaType: mediaType ?? kind,
    ...(bytes === undefined ? {} : { bytes }),
    ...(alt === undefined ? {} : { alt }),
    ...(address === undefined ? {} : { url: address }),
  };
}
