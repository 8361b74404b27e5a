import type { InboundEvent } from "#channel/event.ts";
import { asId, asList, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { emojiOf } from "./emoji.ts";
import type { Inbound } from "./inbound.ts";
import { attachmentsOf } from "./read-attachments.ts";
import { readCall, readSubmit } from "./read-submit.ts";
import { type Reading, toEvent, type Where, whereOf } from "./where.ts";
import { mentionsBot, wordsOfMessage } from "./words.ts";

/** Translates an activity (Bot Framework, "Activity schema"). Pure and total. `tenantId`: whose people are answered; undefined: all. */
export function readActivity(activity: JsonObject, reading: Reading, tenantId: string | undefined): Inbound {
  // A bot may be connected to other channels as well, which share its address.
  if (activity["channelId"] !== "msteams") return unused("other_channel");
  if (tenantId !== undefined && tenantOf(activity)?.toLowerCase() !== tenantId) return unused("other_tenant");
  const where = whereOf(activity);
  if (where === undefined) return unused("no_sender");
  // Two bots that answer each other would never end.
  if (isBot(where.from.id) || where.from.id === botIn(activity)) return unused("bot");
  switch (activity["type"]) {
    case "message":
      return readMessage(activity, where, reading);
    case "invoke":
      return readCall(activity, where, reading);
    case "conversationUpdate":
      return readMembers(activity, where, reading);
    case "installationUpdate":
      return readInstallation(activity, where, reading);
    case "messageReaction":
      return readReaction(activity, where, reading);
    case "messageUpdate":
      return readChanged(activity, where, reading);
    case "messageDelete":
      return readDeleted(activity, where, reading);
    case "typing":
      return unused("typing");
    default:
      return unused("other");
  }
}

function unused(kind: string): Inbound {
  return { type: "unused", kind };
}

/** Ids of bots begin with 28, and those of people with 29. */
function isBot(id: string): boolean {
  return id.startsWith("28:");
}

function botIn(activity: JsonObject): string | undefined {
  return asText(asObject(activity["recipient"])["id"]);
}

function tenantOf(activity: JsonObject): string | undefined {
  return (
    asText(asObject(asObject(activity["channelData"])["tenant"])["id"]) ??
    asText(asObject(activity["conversation"])["tenantId"])
  );
}

/**
 * In a channel or a group what does not name the bot comes to it only when its app asks for that: it is for the bot in a conversation in which it is,
 * and nowhere else.
 */
function readMessage(activity: JsonObject, where: Where, reading: Reading): Inbound {
  const id = asId(activity["id"]);
  if (id === undefined) return unused("no_id");
  const submit = readSubmit(activity, where, reading);
  if (submit !== undefined) return submit;
  const isForBot = where.isDirect || mentionsBot(activity);
  if (!isForBot && where.thread === undefined) return unused("not_for_bot");
  const content = contentOf(activity);
  // Whoever only calls the bot wants it to begin.
  if (content === undefined && (!isForBot || where.isDirect)) return unused("empty");
  const said = { id: `message:${id}`, at: activity["timestamp"], content: content ?? { type: "start" as const } };
  return { type: "event", event: toEvent(where, said, reading), ...(isForBot ? {} : { only: "known" as const }) };
}

function contentOf(activity: JsonObject): InboundEvent["content"] | undefined {
  const text = wordsOfMessage(activity);
  const replyTo = asId(activity["replyToId"]);
  const answered = replyTo === undefined ? {} : { replyTo };
  const attachments = attachmentsOf(activity);
  if (attachments.length > 0) return { type: "attachment", attachments, ...(text === "" ? {} : { text }), ...answered };
  return text === "" ? undefined : { type: "text", text, ...answered };
}

/** The bot was added to a conversation, of which Teams says so in two ways: both are one event. */
function readMembers(activity: JsonObject, where: Where, reading: Reading): Inbound {
  const added = asList(activity["membersAdded"]).map((member) => asText(asObject(member)["id"]));
  if (added.length === 0) return unused("conversation_changed");
  const bot = botIn(activity);
  return added.some((id) => id !== undefined && (id === bot || isBot(id)))
    ? toStart(activity, where, reading)
    : unused("member_added");
}

function readInstallation(activity: JsonObject, where: Where, reading: Reading): Inbound {
  const action = asText(activity["action"]) ?? "";
  return action.startsWith("add") ? toStart(activity, where, reading) : unused("removed");
}

function toStart(activity: JsonObject, where: Where, reading: Reading): Inbound {
  const start = { id: "start", at: activity["timestamp"], content: { type: "start" as const } };
  return { type: "event", event: toEvent(where, start, reading), only: "new" };
}

/** One activity has one reaction. */
function readReaction(activity: JsonObject, where: Where, reading: Reading): Inbound {
  const [gained] = asList(activity["reactionsAdded"]).map(asObject);
  const [lost] = asList(activity["reactionsRemoved"]).map(asObject);
  const name = asText((gained ?? lost)?.["type"]);
  const [id, messageId] = [asId(activity["id"]), asId(activity["replyToId"])];
  if (name === undefined || id === undefined || messageId === undefined) return unused("other");
  const content = { type: "reaction" as const, messageId, emoji: emojiOf(name), added: gained !== undefined };
  const event = toEvent(where, { id: `reaction:${id}`, at: activity["timestamp"], content }, reading);
  return { type: "event", event, only: "known" };
}

function readChanged(activity: JsonObject, where: Where, reading: Reading): Inbound {
  const id = asId(activity["id"]);
  const kind = asObject(activity["channelData"])["eventType"];
  if (id === undefined || (kind !== undefined && kind !== "editMessage")) return unused("other");
  const at = asText(activity["timestamp"]) ?? "";
  const content = { type: "edited" as const, messageId: id, text: wordsOfMessage(activity) };
  return { type: "event", event: toEvent(where, { id: `edited:${id}:${at}`, at, content }, reading), only: "known" };
}

function readDeleted(activity: JsonObject, where: Where, reading: Reading): Inbound {
  const id = asId(activity["id"]);
  if (id === undefined) return unused("no_id");
  const content = { type: "deleted" as const, messageId: id };
  const event = toEvent(where, { id: `deleted:${id}`, at: activity["timestamp"], content }, reading);
  return { type: "deleted", redacts: `message:${id}`, event };
}
