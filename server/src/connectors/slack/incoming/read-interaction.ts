import { asList, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { toWords } from "#connectors/slack/words.ts";
import type { Inbound } from "./inbound.ts";
import { isUser, messageIdOf, type Reading, toEvent, type Where } from "./where.ts";

/** Translates what somebody does with a message of ours. Pure and total. */
export function readInteraction(body: JsonObject, reading: Reading, teamId: string | undefined): Inbound {
  if (body["type"] !== "block_actions") return { type: "unused", kind: "interaction" };
  const team = asText(asObject(body["team"])["id"]);
  if (teamId !== undefined && team !== undefined && team !== teamId) return { type: "unused", kind: "other_team" };
  const action = asObject(asList(body["actions"])[0]);
  const value = asText(action["value"]) ?? asText(asObject(action["selected_option"])["value"]);
  // The button has opened a page.
  if (action["url"] !== undefined || value === undefined) return { type: "unused", kind: "link" };
  const where = whereTapped(body, reading);
  if (where === undefined) return { type: "unused", kind: "no_sender" };
  const label =
    asText(asObject(action["text"])["text"]) ??
    asText(asObject(asObject(action["selected_option"])["text"])["text"]) ??
    "";
  const at = asText(action["action_ts"]);
  const id = `tap:${messageIdOf(where.channel, where.message)}:${at ?? ""}:${where.user}`;
  // The words stand for the link that is looked up.
  const event = toEvent(where, { id, at, content: { type: "text", text: toWords(label) } }, reading);
  return { type: "tap", value, label: toWords(label), event };
}

/** A message that only the person sees is in no thread; its answer goes the way it came. */
function whereTapped(
  body: JsonObject,
  { responseOrigins }: Reading,
): (Where & { channel: string; message: string }) | undefined {
  const [container, message] = [asObject(body["container"]), asObject(body["message"])];
  const user = asText(asObject(body["user"])["id"]);
  const channel = asText(container["channel_id"]) ?? asText(asObject(body["channel"])["id"]);
  const ts = asText(container["message_ts"]) ?? asText(message["ts"]);
  if (!isUser(user) || channel === undefined || ts === undefined) return undefined;
  const thread = asText(container["thread_ts"]) ?? asText(message["thread_ts"]);
  const isPrivate = container["is_ephemeral"] === true;
  return { user, channel, message: ts, thread, isPrivate, responseUrl: responseUrlIn(body, responseOrigins) };
}

/** Translates a slash command: its words are what the person says, and only they see the answer. Pure and total. */
export function readCommand(body: JsonObject, reading: Reading, teamId: string | undefined): Inbound {
  if (teamId !== undefined && asText(body["team_id"]) !== teamId) return { type: "unused", kind: "other_team" };
  const [user, trigger] = [asText(body["user_id"]), asText(body["trigger_id"])];
  if (!isUser(user) || trigger === undefined) return { type: "unused", kind: "no_sender" };
  const words = toWords(asText(body["text"]) ?? "").trim();
  const command = (asText(body["command"]) ?? "").replace(/^\//, "");
  const where: Where = { user, isPrivate: true, responseUrl: responseUrlIn(body, reading.responseOrigins) };
  const content = { type: "text" as const, text: words === "" ? command : words };
  return { type: "event", event: toEvent(where, { id: `command:${trigger}`, at: undefined, content }, reading) };
}

/** What a bot says goes there, so it must be Slack. */
function responseUrlIn(body: JsonObject, origins: readonly string[]): string | undefined {
  const url = asText(body["response_url"]) ?? "";
  return URL.canParse(url) && origins.includes(new URL(url).origin) ? url : undefined;
}
