import type { EventContent } from "#channel/event.ts";
import { asList, asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import type { Inbound } from "./inbound.ts";
import { contentOf } from "./read-message.ts";
import { isId, type Reading, toEvent, type Where } from "./where.ts";

/** Translates what the Omnichannel webhook posts of a visitor's session. Pure and total. */
export function readLivechat(body: JsonObject, reading: Reading): Inbound[] {
  const [room, user] = [asText(body["_id"]), asText(asObject(body["visitor"])["_id"])];
  if (!isId(room) || !isId(user)) return [{ type: "unused", kind: "other" }];
  const where = (message: string): Where => ({ kind: "visitor", user, room, message });
  const once = (name: string, content: EventContent, only: { only?: "known" } = {}): Inbound[] => [
    { type: "event", event: toEvent(where(room), { id: `${name}:${room}`, at: undefined, content }, reading), ...only },
  ];
  switch (body["type"]) {
    case "LivechatSessionStart":
      return once("start", { type: "start" });
    case "LivechatSession":
      // Whoever comes again meets the bot, also where somebody of the team had the session.
      return [
        ...once("back", { type: "handover", to: "bot" }, { only: "known" }),
        ...once("end", { type: "end" }, { only: "known" }),
      ];
    case "LivechatSessionTaken": {
      const agent = asText(asObject(body["agent"])["_id"]) ?? asText(asObject(body["servedBy"])["_id"]);
      if (agent === undefined || agent === reading.bot.id) return [{ type: "unused", kind: "own_session" }];
      return once(`taken:${agent}`, { type: "handover", to: "agent" }, { only: "known" });
    }
    case "Message":
      return asList(body["messages"]).map((message) => readSaid(asObject(message), where, reading));
    default:
      return [{ type: "unused", kind: "other" }];
  }
}

/** What agents write is read by stories, and answered by nobody. */
function readSaid(message: JsonObject, where: (message: string) => Where, reading: Reading): Inbound {
  const id = asText(message["_id"]);
  const text = (asText(message["msg"]) ?? "").trim();
  const agent = asText(message["agentId"]);
  if (!isId(id) || agent === reading.bot.id || message["closingMessage"] === true)
    return { type: "unused", kind: "bot" };
  const isAgent = agent !== undefined;
  const content: EventContent | undefined = isAgent ? overheard(text) : contentOf(message, text);
  if (content === undefined) return { type: "unused", kind: "empty" };
  const event = toEvent(where(id), { id: `message:${id}`, at: message["ts"], content }, reading);
  return { type: "event", event, ...(isAgent ? { only: "known" as const } : {}) };
}

function overheard(text: string): EventContent | undefined {
  return text === "" ? undefined : { type: "overheard", by: "agent", text };
}
