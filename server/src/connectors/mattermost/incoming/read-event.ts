import type { EventContent } from "#channel/event.ts";
import { asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { emojiOf } from "#channel/kit/platform/emoji.ts";
import { isId } from "#connectors/mattermost/ids.ts";
import { deliveryProp } from "#connectors/mattermost/post.ts";
import type { Frame } from "./frame.ts";
import type { Inbound } from "./inbound.ts";
import { isForSomebodyElse, mentions, withoutMention } from "#channel/kit/platform/mention.ts";
import { contentOf } from "./read-post.ts";
import { type Reading, toEvent, type Where } from "./where.ts";

/** The channel in which something has happened, where that matters. */
export function channelIn(frame: Frame): string | undefined {
  switch (frame.type) {
    case "posted":
    case "post_edited":
    case "post_deleted":
      return asText(frame.post["channel_id"]);
    case "reaction_added":
    case "reaction_removed":
      return asText(frame.reaction["channel_id"]) ?? frame.channel;
    case "hello":
    case "reply":
    case "other":
      return undefined;
  }
}

/** Whether what it says cannot matter, so that nobody need find out where it was: posts of programs and of Mattermost itself. */
export function isOfPeople(frame: Frame, { bot }: Pick<Reading, "bot">): boolean {
  if (frame.type === "reaction_added" || frame.type === "reaction_removed") return frame.reaction["user_id"] !== bot.id;
  return "post" in frame && !isOfProgram(frame.post, bot.id) && written.includes(frame.post["type"]);
}

/** Translates what Mattermost has sent. Pure and total. `isDirect`: whether the channel has two members, the person and the bot. */
export function readEvent(frame: Frame, isDirect: boolean, reading: Reading): Inbound {
  switch (frame.type) {
    case "posted":
      return readEcho(frame.post, reading) ?? readPosted(frame.post, isDirect, reading);
    case "post_edited":
      return readEdited(frame.post, isDirect, reading);
    case "post_deleted":
      return readDeleted(frame.post, isDirect, reading);
    case "reaction_added":
    case "reaction_removed":
      return readReaction(
        frame.reaction,
        { isDirect, channel: channelIn(frame), isAdded: frame.type === "reaction_added" },
        reading,
      );
    case "hello":
    case "reply":
    case "other":
      return unused("other");
  }
}

function unused(kind: string): Inbound {
  return { type: "unused", kind };
}

/** Posts that people write. All other kinds say what has happened in the channel. */
const written: readonly unknown[] = [undefined, "", "me"];

/** Two bots that answer each other would never end. Mattermost marks what programs post. */
function isOfProgram(post: JsonObject, bot: string): boolean {
  const props = asObject(post["props"]);
  const marks = ["from_bot", "from_webhook", "from_plugin", "from_oauth_app"];
  return post["user_id"] === bot || marks.some((mark) => props[mark] === "true" || props[mark] === true);
}

/** Our posts carry the id of their delivery; anybody else may write that into theirs. */
function readEcho(post: JsonObject, { bot }: Reading): Inbound | undefined {
  const [id, deliveryId] = [asText(post["id"]), asText(asObject(post["props"])[deliveryProp])];
  if (post["user_id"] !== bot.id || id === undefined || deliveryId === undefined) return undefined;
  return { type: "echo", deliveryId, externalId: id };
}

/** In a channel what does not name the bot is for it only in a thread in which it is, and not when it begins with somebody else's name. */
function readPosted(post: JsonObject, isDirect: boolean, reading: Reading): Inbound {
  const { id: bot, username } = reading.bot;
  if (isOfProgram(post, bot)) return unused("bot");
  if (!written.includes(post["type"])) return unused("notice");
  const where = whereOf(post, isDirect);
  if (where === undefined) return unused("no_sender");
  const text = asText(post["message"]) ?? "";
  const isForBot = isDirect || mentions(text, username);
  if (!isForBot && (where.root === undefined || isForSomebodyElse(text, username))) return unused("not_for_bot");
  const content = contentOf(post, isDirect ? text : withoutMention(text, username));
  // Whoever only calls the bot wants it to begin.
  if (content === undefined && (!isForBot || isDirect)) return unused("empty");
  const said = { id: postId(where.post), at: post["create_at"], content: content ?? ({ type: "start" } as const) };
  return { type: "event", event: toEvent(where, said, reading), ...(isForBot ? {} : { only: "known" as const }) };
}

function postId(post: string): string {
  return `post:${post}`;
}

function whereOf(post: JsonObject, isDirect: boolean): Where | undefined {
  const [id, user, channel] = ["id", "user_id", "channel_id"].map((name) => asText(post[name]));
  if (!isId(id) || !isId(user) || !isId(channel)) return undefined;
  const root = asText(post["root_id"]);
  return { user, channel, isDirect, post: id, ...(isId(root) ? { root } : {}) };
}

/** Mattermost tells of pins and previews by this event, too: then the post was never edited, or not now. */
function readEdited(post: JsonObject, isDirect: boolean, reading: Reading): Inbound {
  const where = whereOf(post, isDirect);
  const edited = post["edit_at"];
  if (where === undefined || isOfProgram(post, reading.bot.id)) return unused("bot");
  if (typeof edited !== "number" || edited <= 0) return unused("same_words");
  const text = asText(post["message"]) ?? "";
  const words = (isDirect ? text : withoutMention(text, reading.bot.username)).trim();
  const content: EventContent = { type: "edited", messageId: where.post, text: words };
  const event = toEvent(where, { id: `edited:${where.post}:${edited}`, at: edited, content }, reading);
  return { type: "event", event, only: "known" };
}

function readDeleted(post: JsonObject, isDirect: boolean, reading: Reading): Inbound {
  const where = whereOf(post, isDirect);
  if (where === undefined || isOfProgram(post, reading.bot.id)) return unused("bot");
  const content = { type: "deleted" as const, messageId: where.post };
  const event = toEvent(where, { id: `deleted:${where.post}`, at: post["delete_at"], content }, reading);
  return { type: "deleted", redacts: postId(where.post), event };
}

/** Mattermost does not say in which thread the post is: in a channel it must be the one that begins it. */
function readReaction(
  reaction: JsonObject,
  { isDirect, channel, isAdded }: { isDirect: boolean; channel: string | undefined; isAdded: boolean },
  reading: Reading,
): Inbound {
  const [user, post, name] = ["user_id", "post_id", "emoji_name"].map((field) => asText(reaction[field]));
  if (!isId(user) || !isId(post) || !isId(channel) || name === undefined) return unused("other");
  if (user === reading.bot.id) return unused("bot");
  const at = isAdded ? reaction["create_at"] : undefined;
  const content: EventContent = { type: "reaction", messageId: post, emoji: emojiOf(name), added: isAdded };
  // What is taken away has no time of its own, and may be put back.
  const id = `reaction:${post}:${user}:${name}:${isAdded ? String(at) : `off:${reading.now}`}`;
  return {
    type: "event",
    event: toEvent({ user, channel, isDirect, post }, { id, at, content }, reading),
    only: "known",
  };
}
