import { createHash } from "node:crypto";
import type { EventContent } from "#channel/event.ts";
import { asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { isForSomebodyElse, mentions, withoutMention } from "#channel/kit/platform/mention.ts";
import type { Inbound } from "./inbound.ts";
import { filesIn } from "./read-files.ts";
import { isId, type Reading, toEvent, type Where } from "./where.ts";

function unused(kind: string): Inbound {
  return { type: "unused", kind };
}

/** Who has written it, and whether it is any business of a bot's before anybody is asked. */
export function authorOf(body: JsonObject, bot: string): string | undefined {
  const user = asText(body["user_id"]);
  return isId(user) && user !== bot && body["bot"] !== true && typeof body["bot"] !== "object" ? user : undefined;
}

/** Translates what the outgoing webhook posts of a message, or of a file. Pure and total. */
export function readMessage(body: JsonObject, reading: Reading): Inbound {
  const { bot } = reading;
  const user = authorOf(body, bot.id);
  if (user === undefined) return unused("bot");
  const [room, message] = [asText(body["channel_id"]), asText(body["message_id"])];
  if (!isId(room) || !isId(message)) return unused("other");
  // Of a file only the message itself names the thread.
  const thread = asText(body["tmid"]) ?? asText(asObject(body["message"])["tmid"]);
  const kind = isAlone(room, user, bot.id) ? "direct" : "room";
  const where: Where = { kind, user, room, message, ...(isId(thread) ? { thread } : {}) };
  const text = asText(body["text"]) ?? "";
  const isForBot = kind === "direct" || mentions(text, bot.username);
  if (!isForBot && (where.thread === undefined || isForSomebodyElse(text, bot.username))) return unused("not_for_bot");
  const words = kind === "direct" ? text.trim() : withoutMention(text, bot.username);
  const only = isForBot ? {} : { only: "known" as const };
  if (body["isEdited"] === true) {
    const name = createHash("sha256").update(text).digest("base64url").slice(0, 16);
    const content = { type: "edited" as const, messageId: message, text: words };
    return {
      type: "event",
      event: toEvent(where, { id: `edited:${message}:${name}`, at: undefined, content }, reading),
      only: "known",
    };
  }
  const content = contentOf(asObject(body["message"]), words);
  // Whoever only calls the bot wants it to begin. A file comes once more, described.
  if (content === undefined && (kind === "direct" || !isForBot)) return unused("empty");
  const said = { id: `message:${message}`, at: body["timestamp"], content: content ?? { type: "start" as const } };
  return { type: "event", event: toEvent(where, said, reading), ...only };
}

export function contentOf(message: JsonObject, words: string): EventContent | undefined {
  const attachments = filesIn(message);
  if (attachments.length > 0) return { type: "attachment", attachments, ...(words === "" ? {} : { text: words }) };
  return words === "" ? undefined : { type: "text", text: words };
}

/** The room of two accounts has the ids of both as its own. */
function isAlone(room: string, user: string, bot: string): boolean {
  return room === `${user}${bot}` || room === `${bot}${user}`;
}
