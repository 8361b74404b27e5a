import { createHash } from "node:crypto";
import type { InboundAttachment, InboundEvent } from "#channel/event.ts";
import { cleanFileName } from "#channel/kit/clean-file-name.ts";
import { toJsonData } from "#channel/kit/forms/to-json-data.ts";
import { asList, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { choiceField } from "#connectors/google-chat/choice-field.ts";
import { type Interaction, toInteraction, valuesIn } from "./interaction.ts";
import { type Reading, toEvent, type Where, whereOf } from "./where.ts";

/** What an event means for this server. */
export type Inbound =
  /** `only`: in a conversation that it begins. */
  | { type: "event"; event: InboundEvent; only?: "new" }
  /** Somebody has tapped a button of ours. What it means is kept by the host; `values`: what they have filled in. */
  | { type: "tap"; token: string; values: Readonly<Record<string, string>>; event: InboundEvent }
  /** Nothing here acts on it. `kind`: one of a fixed set of names. */
  | { type: "unused"; kind: string };

/** Translates what Google sends, in either of its shapes. Pure and total. */
export function readEvent(body: JsonObject, reading: Reading): Inbound {
  const interaction = toInteraction(body);
  if (interaction === undefined) return unused("other");
  const where = whereOf(interaction);
  if (where === undefined) return unused("no_sender");
  // Two bots that answer each other would never end.
  if (
    interaction.user["type"] === "BOT" ||
    (asObject(interaction.message["sender"])["type"] === "BOT" && interaction.kind === "message")
  )
    return unused("bot");
  switch (interaction.kind) {
    case "message":
      return readMessage(interaction, where, reading);
    case "command":
      return readCommand(interaction, where, reading);
    case "clicked":
      return readTap(interaction, where, reading);
    case "added":
      return interaction.isFollowed
        ? unused("added_by_message")
        : {
            type: "event",
            event: toEvent(where, { id: "start", at: interaction.at, content: { type: "start" } }, reading),
            only: "new",
          };
    case "removed":
      return unused("removed");
    case "other":
      return unused("other");
  }
}

function unused(kind: string): Inbound {
  return { type: "unused", kind };
}

/** In a space Google passes on only what calls the app: all of it is for the bot. */
function readMessage({ message, at }: Interaction, where: Where, reading: Reading): Inbound {
  const name = asText(message["name"]);
  if (name === undefined) return unused("no_id");
  const content = contentOf(message);
  // Whoever only calls the bot wants it to begin.
  if (content === undefined && where.isDirect) return unused("empty");
  const said = {
    id: `message:${name}`,
    at: asText(message["createTime"]) ?? at,
    content: content ?? { type: "start" as const },
  };
  return { type: "event", event: toEvent(where, said, reading) };
}

function contentOf(message: JsonObject): InboundEvent["content"] | undefined {
  const text = wordsOf(message);
  const replyTo = asText(asObject(message["quotedMessageMetadata"])["name"]);
  const answered = replyTo === undefined ? {} : { replyTo };
  const attachments = asList(message["attachment"]).map(asObject).map(toAttachment);
  if (attachments.length > 0) return { type: "attachment", attachments, ...(text === "" ? {} : { text }), ...answered };
  return text === "" ? undefined : { type: "text", text, ...answered };
}

/** Without the name by which somebody calls the app, and without the sign of a command: `/fares Lille` asks for "fares Lille". */
function wordsOf(message: JsonObject): string {
  const text = (asText(message["text"]) ?? "").trim();
  if (message["slashCommand"] !== undefined) return text.replace(/^[\s\S]*?\/(?=[\p{L}\p{N}])/u, "");
  // An empty one is there, too, when nothing but the name was written.
  return typeof message["argumentText"] === "string"
    ? message["argumentText"].toWellFormed().replaceAll("\0", "").trim()
    : text;
}

function toAttachment(given: JsonObject): InboundAttachment {
  const type = asText(given["contentType"]) ?? "application/octet-stream";
  const [first = ""] = type.split("/", 1);
  const name = asText(given["contentName"]);
  const id = asText(asObject(given["attachmentDataRef"])["resourceName"]);
  const driveId = asText(asObject(given["driveDataRef"])["driveFileId"]);
  return {
    kind: ["image", "audio", "video"].includes(first) ? first : "file",
    mediaType: type,
    ...(name === undefined ? {} : { name: cleanFileName(name, type) }),
    ...(id === undefined ? {} : { id }),
    // The app may not read what is in somebody's Drive: the story gets the address.
    ...(driveId === undefined ? {} : { url: `https://drive.google.com/open?id=${encodeURIComponent(driveId)}` }),
  };
}

/** A command with words comes with its message; one without has a number only, which the app's configuration gives it. */
function readCommand(interaction: Interaction, where: Where, reading: Reading): Inbound {
  const { message, commandId = "", at } = interaction;
  if (asText(message["name"]) !== undefined)
    return readMessage({ ...interaction, message: { slashCommand: {}, ...message } }, where, reading);
  const content = { type: "channel_event" as const, name: "app_command", data: { id: commandId } };
  const id = nameOf("command", where, at, commandId);
  return { type: "event", event: toEvent(where, { id, at, content }, reading) };
}

/** A card of a story's own has parameters of its own: the story gets them. */
function readTap(interaction: Interaction, where: Where, reading: Reading): Inbound {
  const { message, parameters, at } = interaction;
  const { [choiceField]: token, ...own } = parameters;
  const values = valuesIn(interaction);
  const id = nameOf("tap", where, at, asText(message["name"]) ?? "", JSON.stringify([parameters, values]));
  const code = asText(token);
  if (code !== undefined) {
    const content = { type: "text" as const, text: "" };
    return { type: "tap", token: code, values, event: toEvent(where, { id, at, content }, reading) };
  }
  const data = toJsonData({ ...own, ...values });
  if (data === undefined) return unused("too_large");
  const content = { type: "channel_event" as const, name: "card_clicked", data };
  return { type: "event", event: toEvent(where, { id, at, content }, reading) };
}

/** Google gives a tap no name. What it is, by whom and when, makes one that is the same when it comes again. */
function nameOf(kind: string, { from }: Where, ...parts: readonly (string | undefined)[]): string {
  const all = JSON.stringify([from.id, ...parts.map((part) => part ?? "")]);
  return `${kind}:${createHash("sha256").update(all).digest("base64url").slice(0, 32)}`;
}
