import { asId, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { emojiOf } from "#channel/kit/platform/emoji.ts";
import { deliveryEvent } from "#connectors/slack/send/delivery-metadata.ts";
import { mentions, withoutMention } from "#connectors/slack/words.ts";
import type { Inbound } from "./inbound.ts";
import { contentOf } from "./read-message.ts";
import { isDirect, isUser, messageIdOf, type Reading, toEvent, type Where } from "./where.ts";

/** Translates an event of the Events API. Pure and total. `teamId`: of which workspace events are for us; undefined: of any. */
export function readEvent(body: JsonObject, reading: Reading, teamId: string | undefined): Inbound {
  if (body["type"] === "app_rate_limited") return { type: "rate_limited" };
  if (teamId !== undefined && asText(body["team_id"]) !== teamId) return unused("other_team");
  const event = asObject(body["event"]);
  const bot = botIn(body);
  switch (event["type"]) {
    case "message":
      return readMessageEvent(event, reading, bot);
    case "app_mention":
      return isOfBot(event, bot) ? unused("bot") : readSaid(event, reading, { bot, isForBot: true });
    case "app_home_opened":
      return readOpened(event, reading);
    case "assistant_thread_started":
      return readThreadStarted(asObject(event["assistant_thread"]), reading);
    case "reaction_added":
    case "reaction_removed":
      return readReaction(event, reading, bot);
    case "app_uninstalled":
    case "tokens_revoked":
      return { type: "removed", kind: event["type"] };
    default:
      return unused("other");
  }
}

function unused(kind: string): Inbound {
  return { type: "unused", kind };
}

/** The user as which the bot is in the workspace. */
function botIn(body: JsonObject): string | undefined {
  const [first] = Array.isArray(body["authorizations"]) ? (body["authorizations"] as unknown[]) : [];
  const { is_bot: isBot, user_id: user } = asObject(first);
  const id = asText(user);
  return isBot === true && isUser(id) ? id : undefined;
}

/** Two bots that answer each other would never end. */
function isOfBot(message: JsonObject, bot: string | undefined): boolean {
  const user = asText(message["user"]);
  if (message["bot_id"] !== undefined || message["bot_profile"] !== undefined) return true;
  return message["subtype"] === "bot_message" || user === "USLACKBOT" || (bot !== undefined && user === bot);
}

/** Messages that people write. All other kinds say what has happened in the channel. */
const written: readonly unknown[] = [undefined, "file_share", "thread_broadcast", "me_message"];

function readMessageEvent(event: JsonObject, reading: Reading, bot: string | undefined): Inbound {
  const { subtype } = event;
  if (subtype === "message_changed") return readChanged(event, reading, bot);
  if (subtype === "message_deleted") return readDeleted(event, asObject(event["previous_message"]), reading, bot);
  const echo = readEcho(event);
  if (echo !== undefined) return echo;
  if (isOfBot(event, bot)) return unused("bot");
  if (!written.includes(subtype)) return unused("notice");
  const isForBot = isDirect(asText(event["channel"]) ?? "") || mentions(asText(event["text"]) ?? "", bot);
  return readSaid(event, reading, { bot, isForBot });
}

/** Our messages carry the id of their delivery. */
function readEcho(event: JsonObject): Inbound | undefined {
  const { event_type: type, event_payload: payload } = asObject(event["metadata"]);
  const [channel, ts, id] = [asText(event["channel"]), asText(event["ts"]), asText(asObject(payload)["id"])];
  if (type !== deliveryEvent || event["bot_id"] === undefined || channel === undefined) return undefined;
  if (ts === undefined || id === undefined) return undefined;
  return { type: "echo", deliveryId: id, externalId: messageIdOf(channel, ts) };
}

/**
 * A message and a mention of one time are one event under one id. In a channel what does not name the bot is for it only in a thread in which it
 * is, and not when it begins with somebody else's name.
 */
function readSaid(
  event: JsonObject,
  reading: Reading,
  { bot, isForBot }: { bot: string | undefined; isForBot: boolean },
): Inbound {
  const where = whereOf(event, asText(event["user"]));
  if (where === undefined) return unused("no_sender");
  const text = asText(event["text"]) ?? "";
  if (!isForBot && (where.thread === undefined || /^\s*<@[UW]/.test(text))) return unused("not_for_bot");
  const words = isDirect(where.channel) ? text : isForBot ? withoutMention(text, bot) : text;
  const content = contentOf(event, words);
  // Whoever only calls the bot wants it to begin.
  if (content === undefined && (!isForBot || isDirect(where.channel))) return unused("empty");
  const id = `message:${where.channel}:${where.message}`;
  const said = toEvent(where, { id, at: where.message, content: content ?? { type: "start" } }, reading);
  return { type: "event", event: said, ...(isForBot ? {} : { only: "known" as const }) };
}

type Said = Where & { channel: string; message: string };

function whereOf(message: JsonObject, user: string | undefined, inChannel?: string): Said | undefined {
  const [channel, ts] = [inChannel ?? asText(message["channel"]), asText(message["ts"])];
  if (channel === undefined || ts === undefined || !isUser(user)) return undefined;
  const thread = asText(message["thread_ts"]);
  return { user, channel, message: ts, thread };
}

/** Slack tells of previews and threads by this event, too: then the words are the same. */
function readChanged(event: JsonObject, reading: Reading, bot: string | undefined): Inbound {
  const [message, previous] = [asObject(event["message"]), asObject(event["previous_message"])];
  // What others have answered to stays as a stone.
  if (message["subtype"] === "tombstone") return readDeleted(event, { ...previous, ts: message["ts"] }, reading, bot);
  const where = whereOf(message, asText(message["user"]), asText(event["channel"]));
  if (where === undefined || isOfBot(message, bot)) return unused("bot");
  const text = asText(message["text"]) ?? "";
  if (text === (asText(previous["text"]) ?? "")) return unused("same_words");
  const edited = asText(asObject(message["edited"])["ts"]) ?? asText(event["event_ts"]) ?? "";
  const words = contentOf({}, isDirect(where.channel) ? text : withoutMention(text, bot));
  const content = {
    type: "edited" as const,
    messageId: messageIdOf(where.channel, where.message),
    text: words?.type === "text" ? words.text : "",
  };
  const id = `edited:${where.channel}:${where.message}:${edited}`;
  return { type: "event", event: toEvent(where, { id, at: edited, content }, reading), only: "known" };
}

function readDeleted(event: JsonObject, previous: JsonObject, reading: Reading, bot: string | undefined): Inbound {
  const ts = asText(event["deleted_ts"]) ?? asText(previous["ts"]);
  const where = whereOf({ ...previous, ts }, asText(previous["user"]), asText(event["channel"]));
  if (where === undefined || isOfBot(previous, bot)) return unused("bot");
  const name = `${where.channel}:${where.message}`;
  const content = { type: "deleted" as const, messageId: messageIdOf(where.channel, where.message) };
  const deleted = toEvent(where, { id: `deleted:${name}`, at: asText(event["event_ts"]), content }, reading);
  return { type: "deleted", redacts: `message:${name}`, event: deleted };
}

/** Somebody sees the bot for the first time. */
function readOpened(event: JsonObject, reading: Reading): Inbound {
  const [user, channel, tab] = [asText(event["user"]), asText(event["channel"]), event["tab"]];
  if (!isUser(user) || channel === undefined || (tab !== undefined && tab !== "messages")) return unused("home");
  const started = toEvent(
    { user, channel },
    { id: "start", at: asText(event["event_ts"]), content: { type: "start" } },
    reading,
  );
  return { type: "event", event: started, only: "new" };
}

/** Somebody opens a new talk beside what they work on. */
function readThreadStarted(thread: JsonObject, reading: Reading): Inbound {
  const [user, channel, ts] = [asText(thread["user_id"]), asText(thread["channel_id"]), asText(thread["thread_ts"])];
  if (!isUser(user) || channel === undefined || ts === undefined) return unused("other");
  const content = { type: "start" as const };
  return {
    type: "event",
    event: toEvent({ user, channel, thread: ts }, { id: `start:${ts}`, at: ts, content }, reading),
  };
}

/** Slack does not say in which thread the message is: in a channel it must be the one that begins it. */
function readReaction(event: JsonObject, reading: Reading, bot: string | undefined): Inbound {
  const item = asObject(event["item"]);
  const [user, channel, ts] = [asText(event["user"]), asText(item["channel"]), asText(item["ts"])];
  const name = asId(event["reaction"]);
  if (item["type"] !== "message" || channel === undefined || ts === undefined || name === undefined)
    return unused("other");
  if (!isUser(user) || user === bot) return unused("bot");
  const added = event["type"] === "reaction_added";
  const at = asText(event["event_ts"]);
  const content = { type: "reaction" as const, messageId: messageIdOf(channel, ts), emoji: emojiOf(name), added };
  const id = `reaction:${channel}:${ts}:${user}:${name}:${at ?? ""}`;
  return { type: "event", event: toEvent({ user, channel, message: ts }, { id, at, content }, reading), only: "known" };
}
